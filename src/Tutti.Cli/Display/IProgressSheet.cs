namespace Tutti.Cli.Display;

/// <summary>Is where the progress of several pieces of work is shown at the same time.</summary>
internal interface IProgressSheet
{
    /// <summary>Adds a line.</summary>
    /// <param name="name">What the work is.</param>
    /// <returns>The line.</returns>
    IProgressLine Add(string name);
}
