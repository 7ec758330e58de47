using Tutti.Cli.Display;
using Tutti.Timing;

namespace Tutti.Cli.Commands;

/// <summary>Is the world as a command sees it.</summary>
/// <param name="Terminal">Where to write.</param>
/// <param name="Folder">The current folder, which relative paths start from.</param>
/// <param name="TimeProvider">The clock.</param>
internal sealed record CommandContext(Terminal Terminal, string Folder, TimeProvider TimeProvider)
{
    /// <summary>Gets whether errors show where they happened.</summary>
    public bool IsTracing { get; init; }

    /// <summary>Makes the context of this process.</summary>
    /// <returns>The context.</returns>
    public static CommandContext OfProcess() => new(Terminal.OfProcess(), Environment.CurrentDirectory, PreciseClock.Instance)
    {
        IsTracing = Environment.GetEnvironmentVariable("TUTTI_TRACE") is "1" or "true",
    };
}
