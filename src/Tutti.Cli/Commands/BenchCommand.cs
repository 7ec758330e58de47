using System.CommandLine;

namespace Tutti.Cli.Commands;

/// <summary>Is <c>tutti bench</c>: the family of commands that measure this computer.</summary>
internal sealed class BenchCommand : Command
{
    /// <summary>Initializes the command.</summary>
    /// <param name="context">The world.</param>
    public BenchCommand(CommandContext context)
        : base("bench", "Measures what this computer can do, without any instrument.") => Add(new BenchSleepCommand(context));
}
