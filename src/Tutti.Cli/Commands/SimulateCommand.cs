using System.CommandLine;

namespace Tutti.Cli.Commands;

/// <summary>Is <c>tutti simulate</c>: the family of commands that stand in for an instrument.</summary>
internal sealed class SimulateCommand : Command
{
    /// <summary>Initializes the command.</summary>
    /// <param name="context">The world.</param>
    public SimulateCommand(CommandContext context)
        : base("simulate", "Stands in for an instrument: answers on a network port as the real one would, until Ctrl-C.") =>
        Add(new SimulateRedPitayaCommand(context));
}
