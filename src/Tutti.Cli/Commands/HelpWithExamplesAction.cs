using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tutti.Cli.Commands;

/// <summary>Prints a command's help and, at its end, lines to copy.</summary>
internal sealed class HelpWithExamplesAction : SynchronousCommandLineAction
{
    private const int WidestLine = 110;

    private readonly HelpAction _inner;

    /// <summary>Initializes the action around the usual one.</summary>
    /// <param name="inner">Prints the help.</param>
    public HelpWithExamplesAction(HelpAction inner)
    {
        _inner = inner;
        if (_inner.MaxWidth > WidestLine)
        {
            _inner.MaxWidth = WidestLine;           // never less than it is: a terminal without a size says 0, which cannot be set
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        ArgumentNullException.ThrowIfNull(parseResult);
        _inner.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        foreach ((string title, IReadOnlyList<string> lines) in Sections(parseResult.CommandResult.Command))
        {
            output.WriteLine($"{title}:");
            foreach (string line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        return ExitCode.Success;
    }

    private static IEnumerable<(string Title, IReadOnlyList<string> Lines)> Sections(Command command)
    {
        if (command is ToolCommand { Notes: { } notes })
        {
            yield return notes;
        }

        if (command is ToolCommand { Examples.Count: > 0 } tool)
        {
            yield return ("Examples", tool.Examples);
        }

        if (command is RootCommand)
        {
            yield return (
                "Examples",
                ["tutti demo", "tutti acquire --host rp-f0a1b2.local", "tutti simulate red-pitaya", "tutti bench sleep"]);
            yield return ("Exit codes", ExitCode.Descriptions);
        }
    }
}
