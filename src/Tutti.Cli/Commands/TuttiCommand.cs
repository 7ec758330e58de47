using System.CommandLine;
using System.CommandLine.Help;

namespace Tutti.Cli.Commands;

/// <summary>Is the root of the command line.</summary>
internal sealed class TuttiCommand : RootCommand
{
    /// <summary>What the tool is called.</summary>
    public const string ToolName = "tutti";

    /// <summary>The option that shows where an error happened.</summary>
    public const string VerboseName = "--verbose";

    /// <summary>Initializes the root and all its commands.</summary>
    /// <param name="context">The world.</param>
    public TuttiCommand(CommandContext context)
        : base("Runs laboratory instruments together: scope, network analyzer and generators of a Red Pitaya, real or simulated.")
    {
        Add(new DemoCommand(context));
        Add(new AcquireCommand(context));
        Add(new SimulateCommand(context));
        Add(new BenchCommand(context));
        Add(new Option<bool>(VerboseName)
        {
            Description = "Show where an error happened (as TUTTI_TRACE=1 does).",
            Recursive = true,
        });
        VersionOption version = Options.OfType<VersionOption>().Single();
        version.Action = new VersionAction();
        HelpOption help = Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamplesAction((HelpAction)help.Action!);
        SetAction(result => help.Action is HelpWithExamplesAction action ? action.Invoke(result) : ExitCode.Usage);
    }
}
