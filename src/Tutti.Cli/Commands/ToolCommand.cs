using System.CommandLine;

namespace Tutti.Cli.Commands;

/// <summary>Is a command that does something.</summary>
internal abstract class ToolCommand : Command
{
    /// <summary>Initializes a command.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="description">What it does.</param>
    /// <param name="context">The world.</param>
    protected ToolCommand(string name, string description, CommandContext context)
        : base(name, description)
    {
        Context = context;
        SetAction(RunAsync);
    }

    /// <summary>Gets the lines to copy that its help shows.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Gets what its help says of what it prints, under a title of its own.</summary>
    public virtual (string Title, IReadOnlyList<string> Lines)? Notes => null;

    /// <summary>Gets the world.</summary>
    protected CommandContext Context { get; }

    /// <summary>Does what the command does.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="cancellationToken">Is cancelled by Ctrl-C.</param>
    /// <returns>One of the <see cref="ExitCode"/>s.</returns>
    protected abstract Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken);
}
