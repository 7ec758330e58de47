namespace Tutti.Cli.Display;

/// <summary>Shows how a run goes and what came out.</summary>
internal abstract class RunDisplay
{
    /// <summary>Makes the display that fits a terminal.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <returns>Bars and colours on a live one, else plain lines.</returns>
    public static RunDisplay For(Terminal terminal) =>
        terminal.IsLive ? new LiveDisplay(terminal.Console) : new PlainDisplay(terminal.Output);

    /// <summary>Shows a line.</summary>
    /// <param name="text">The text.</param>
    public abstract void Line(string text);

    /// <summary>Shows a table.</summary>
    /// <param name="table">The table.</param>
    public abstract void Table(ResultTable table);

    /// <summary>Shows the progress of some work while it runs.</summary>
    /// <param name="work">The work.</param>
    /// <param name="hidesDone">Whether what is done goes out of sight, since there is too much of it.</param>
    /// <param name="isQuiet">Whether it is drawn only as something is reported, since the drawing itself would disturb the work.</param>
    /// <returns>A task that ends as the work ends.</returns>
    public abstract Task WatchAsync(Func<IProgressSheet, Task> work, bool hidesDone, bool isQuiet = false);
}
