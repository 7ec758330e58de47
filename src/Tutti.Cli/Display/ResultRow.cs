namespace Tutti.Cli.Display;

/// <summary>Is one row of a table.</summary>
/// <param name="Cells">Its texts, one per column.</param>
/// <param name="IsGood">Whether it is as it should be; <see langword="null"/> where nothing is demanded.</param>
internal sealed record ResultRow(IReadOnlyList<string> Cells, bool? IsGood);
