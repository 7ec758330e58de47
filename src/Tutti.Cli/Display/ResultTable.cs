namespace Tutti.Cli.Display;

/// <summary>Is a table of what came out.</summary>
/// <param name="Heads">The heads of the columns.</param>
internal sealed record ResultTable(params IReadOnlyList<string> Heads)
{
    private readonly List<ResultRow> _rows = [];

    /// <summary>Gets the columns of numbers, counted from 0: they stand on the right.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>Gets the rows.</summary>
    public IReadOnlyList<ResultRow> Rows => _rows;

    /// <summary>Adds a row.</summary>
    /// <param name="isGood">Whether it is as it should be; <see langword="null"/> where nothing is demanded.</param>
    /// <param name="cells">Its texts, one per column.</param>
    public void Add(bool? isGood, params IReadOnlyList<string> cells) => _rows.Add(new ResultRow(cells, isGood));
}
