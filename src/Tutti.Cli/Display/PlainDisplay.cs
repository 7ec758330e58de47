using System.Globalization;

namespace Tutti.Cli.Display;

/// <summary>Shows a run as plain lines, for files, pipes and logs.</summary>
internal sealed class PlainDisplay : RunDisplay, IProgressSheet
{
    private readonly TextWriter _output;

    /// <summary>Initializes the display.</summary>
    /// <param name="output">Where to.</param>
    public PlainDisplay(TextWriter output) => _output = output;

    /// <inheritdoc/>
    public override void Line(string text) => _output.WriteLine(text);

    /// <inheritdoc/>
    public override void Table(ResultTable table)
    {
        IReadOnlyList<string>[] lines = [table.Heads, .. table.Rows.Select(row => row.Cells)];
        int[] widths = [.. table.Heads.Select((_, column) => lines.Max(line => line[column].Length))];
        foreach (IReadOnlyList<string> line in lines)
        {
            IEnumerable<string> cells = line.Select((cell, column) =>
                table.Numbers.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            Line(string.Join("  ", cells).TrimEnd());
        }
    }

    /// <inheritdoc/>
    public override Task WatchAsync(Func<IProgressSheet, Task> work, bool hidesDone, bool isQuiet = false) => work(this);

    /// <inheritdoc/>
    public IProgressLine Add(string name) => new ProgressLine(this, name);

    /// <summary>Says one word at the end: lines cannot be drawn over.</summary>
    private sealed class ProgressLine : IProgressLine
    {
        private readonly PlainDisplay _display;
        private readonly string _name;

        public ProgressLine(PlainDisplay display, string name)
        {
            _display = display;
            _name = name;
        }

        public void Report(double fraction)
        {
        }

        public void Complete(string remark) => _display.Line(string.Create(CultureInfo.InvariantCulture, $"{_name}: {remark}"));
    }
}
