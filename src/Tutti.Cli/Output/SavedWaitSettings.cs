namespace Tutti.Cli.Output;

/// <summary>Is the file <c>settings.json</c> of a run that measures waits.</summary>
/// <param name="Tool">The tool and its version.</param>
/// <param name="Started">When it began, with the offset from UTC.</param>
/// <param name="Waits">How many waits there are of each method, idle and loaded.</param>
/// <param name="Longest">The longest wait that is asked for, with its unit.</param>
/// <param name="Seed">From what the random times are made.</param>
/// <param name="Asynchrony">Whether asynchrony is on.</param>
/// <param name="Machine">What it is measured on.</param>
internal sealed record SavedWaitSettings(
    string Tool,
    DateTimeOffset Started,
    int Waits,
    string Longest,
    int Seed,
    bool Asynchrony,
    SavedMachine Machine);
