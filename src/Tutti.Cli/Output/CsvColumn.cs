namespace Tutti.Cli.Output;

/// <summary>Is one column of a table.</summary>
/// <param name="Name">What the numbers are.</param>
/// <param name="Unit">The symbol of their unit; empty for plain numbers.</param>
/// <param name="Values">The numbers: [rows].</param>
internal sealed record CsvColumn(string Name, string Unit, ReadOnlyMemory<double> Values)
{
    /// <summary>Gets the head of the column: the name, and the unit in brackets.</summary>
    public string Header => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}
