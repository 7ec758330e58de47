namespace Tutti.Cli.Commands;

/// <summary>Lists what the process returns.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Success = 0;

    /// <summary>Something failed; one line on the error output says what.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>The run was interrupted (128 + SIGINT): outputs are off, what was complete is saved.</summary>
    public const int Interrupted = 130;

    /// <summary>Gets what the help says of them.</summary>
    public static IReadOnlyList<string> Descriptions { get; } =
    [
        "0    done",
        "1    failed: one line on the error output says why",
        "2    the command line was not understood",
        "130  interrupted: outputs are off, what was complete is saved",
    ];
}
