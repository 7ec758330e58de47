namespace Tutti.Cli.Output;

/// <summary>Is the file <c>settings.json</c>: how a run was made.</summary>
/// <param name="Tool">The tool and its version.</param>
/// <param name="Started">When it began, with the offset from UTC.</param>
/// <param name="Bench">What was measured with.</param>
/// <param name="Rounds">How many rounds were asked for.</param>
/// <param name="Averages">How many traces each instrument averaged in a round.</param>
/// <param name="Asynchrony">Whether the instruments acted at the same time, or asynchrony was off.</param>
/// <param name="Devices">For each device its parameters, with units.</param>
internal sealed record RunSettings(
    string Tool,
    DateTimeOffset Started,
    string Bench,
    int Rounds,
    int Averages,
    bool Asynchrony,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Devices);
