using System.CommandLine;
using Tutti.Cli.Output;
using Tutti.Execution;

namespace Tutti.Cli.Commands;

/// <summary>Holds the options that every run has.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _output = new("--output")
    {
        Description = "The folder in which the run makes its own, tutti-YYYYMMDD-HHMMSS. Default: the current one.",
        HelpName = "folder",
    };

    private readonly Option<bool> _disableAsync;

    /// <summary>Initializes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withoutAsynchrony">What happens with asynchrony off.</param>
    public RunOptions(Command command, string withoutAsynchrony)
    {
        _disableAsync = new Option<bool>("--disable-async")
        {
            Description = $"Turn all asynchrony off, to see whether it is the cause of something: {withoutAsynchrony}.",
        };
        command.Add(_output);
        command.Add(_disableAsync);
    }

    /// <summary>Makes the folder of the run.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="context">The world.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="OutputException">It cannot be made.</exception>
    public RunFolder CreateFolder(ParseResult result, CommandContext context) =>
        RunFolder.Create(Path.Combine(context.Folder, result.GetValue(_output) ?? "."), context.TimeProvider);

    /// <summary>Turns asynchrony off if that was asked for; before anything else.</summary>
    /// <param name="result">The command line.</param>
    public void ApplyAsynchrony(ParseResult result)
    {
        if (result.GetValue(_disableAsync))
        {
            Asynchrony.Disable();
        }
    }
}
