namespace Tutti.Execution.Internal;

/// <summary>Is somebody who has to go on before a wait can end.</summary>
/// <param name="Party">Who.</param>
/// <param name="Holding">What it has to give back; <see langword="null"/> if it has to end altogether.</param>
internal readonly record struct Blocker(IParty Party, IHolding? Holding = null);
