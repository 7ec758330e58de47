namespace Tutti.Benchmarks.Reporting;

/// <summary>Writes figures as one aligned table, each line as soon as it is known.</summary>
internal sealed class FigureTable
{
    private static readonly int[] Widths = [63, 34, 33, 42];

    private readonly TextWriter _output;

    public FigureTable(TextWriter output)
    {
        _output = output;
        Write("what", "figure", "wanted", "baseline", "ok");
    }

    public void Add(Figure figure)
    {
        string ok = figure.IsMet switch
        {
            true => "yes",
            false => "NO",
            null => "",
        };
        Write(figure.What, figure.Measured, figure.Wanted, figure.Baseline, ok);
    }

    private void Write(params ReadOnlySpan<string> cells)
    {
        for (int i = 0; i < Widths.Length; i++)
        {
            _output.Write(cells[i].PadRight(Widths[i]));
            _output.Write(" | ");
        }

        _output.WriteLine(cells[^1]);
        _output.Flush();
    }
}
