namespace Tutti.Cli.Waiting;

/// <summary>Is one way to wait, as a program on an event loop would do it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="FileName">What its files are called, without an extension.</param>
/// <param name="Meaning">What it does, in a few words.</param>
/// <param name="WaitAsync">Waits; one that blocks returns when the time has passed.</param>
internal sealed record WaitMethod(string Name, string FileName, string Meaning, Func<TimeSpan, ValueTask> WaitAsync);
