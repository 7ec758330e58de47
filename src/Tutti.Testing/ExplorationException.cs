using System.Globalization;

namespace Tutti.Testing;

/// <summary>Says with which seed a program failed that was explored; what it failed with is the cause, with its own stack trace.</summary>
public sealed class ExplorationException : TuttiException
{
    internal ExplorationException(int seed, string program, Exception cause)
        : base(Describe(seed, program, cause), cause)
    {
        Seed = seed;
    }

    /// <summary>Gets the seed.</summary>
    public int Seed { get; }

    private static string Describe(int seed, string program, Exception cause) => string.Create(
        CultureInfo.InvariantCulture,
        $"The program failed with seed {seed} ({cause.GetType().Name}: {cause.Message}){Environment.NewLine}Replay it by: Virtual.Run({program}, seed: {seed})");
}
