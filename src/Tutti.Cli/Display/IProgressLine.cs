namespace Tutti.Cli.Display;

/// <summary>Is the progress of one piece of work.</summary>
internal interface IProgressLine
{
    /// <summary>Shows how much is done.</summary>
    /// <param name="fraction">From 0 to 1; not a number where it is not known.</param>
    void Report(double fraction);

    /// <summary>Shows that all is done.</summary>
    /// <param name="remark">What came of it, such as how long it took.</param>
    void Complete(string remark);
}
