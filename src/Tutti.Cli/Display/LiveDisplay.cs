using Spectre.Console;

namespace Tutti.Cli.Display;

/// <summary>Shows a run on a terminal: bars while it goes, a table at its end.</summary>
internal sealed class LiveDisplay : RunDisplay
{
    private readonly IAnsiConsole _console;

    /// <summary>Initializes the display.</summary>
    /// <param name="console">The terminal.</param>
    public LiveDisplay(IAnsiConsole console) => _console = console;

    /// <inheritdoc/>
    public override void Line(string text) => _console.WriteLine(text);

    /// <inheritdoc/>
    public override void Table(ResultTable table)
    {
        var drawn = new Table { Border = TableBorder.Rounded };
        for (int i = 0; i < table.Heads.Count; i++)
        {
            drawn.AddColumn(new TableColumn(new Text(table.Heads[i], new Style(decoration: Decoration.Bold)))
            {
                Alignment = table.Numbers.Contains(i) ? Justify.Right : Justify.Left,
            });
        }

        foreach (ResultRow row in table.Rows)
        {
            Color colour = row.IsGood switch
            {
                true => Color.Green,
                false => Color.Red,
                null => Color.Default,
            };
            Style[] styles = [.. row.Cells.Select((_, column) => column == row.Cells.Count - 1 ? new Style(colour) : Style.Plain)];
            drawn.AddRow(row.Cells.Zip(styles, (cell, style) => new Text(cell, style)));
        }

        _console.Write(drawn);
    }

    /// <inheritdoc/>
    public override Task WatchAsync(Func<IProgressSheet, Task> work, bool hidesDone, bool isQuiet = false)
    {
        ProgressColumn[] columns =
        [
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new ElapsedTimeColumn(),
        ];
        Progress progress = _console.Progress().Columns(columns).HideCompleted(hidesDone).AutoRefresh(!isQuiet);
        return progress.StartAsync(context => work(new Sheet(context, isQuiet ? context.Refresh : () => { })));
    }

    private sealed class Sheet : IProgressSheet
    {
        private readonly ProgressContext _context;
        private readonly Action _draw;

        public Sheet(ProgressContext context, Action draw)
        {
            _context = context;
            _draw = draw;
        }

        public IProgressLine Add(string name) => new Bar(_context.AddTask(Markup.Escape(name), maxValue: 1), name, _draw);
    }

    private sealed class Bar : IProgressLine
    {
        private readonly ProgressTask _task;
        private readonly string _name;
        private readonly Action _draw;

        public Bar(ProgressTask task, string name, Action draw)
        {
            _task = task;
            _name = name;
            _draw = draw;
        }

        public void Report(double fraction)
        {
            _task.Value = double.IsNaN(fraction) ? _task.Value : Math.Clamp(fraction, 0, 1);
            _draw();
        }

        public void Complete(string remark)
        {
            _task.Description = Markup.Escape($"{_name}: {remark}");
            _task.Value = 1;
            _task.StopTask();
            _draw();
        }
    }
}
