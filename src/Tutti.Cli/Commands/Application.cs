using System.CommandLine;
using System.CommandLine.Invocation;

namespace Tutti.Cli.Commands;

/// <summary>Is the tool <c>tutti</c>: runs the command that is meant, and turns what goes wrong into one line and an exit code.</summary>
internal sealed class Application
{
    private readonly CommandContext _context;

    /// <summary>Initializes the application.</summary>
    /// <param name="context">The world.</param>
    public Application(CommandContext context) => _context = context;

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">What was written after <c>tutti</c>.</param>
    /// <param name="cancellationToken">Is cancelled by Ctrl-C: a run stops, its outputs go off, and what is complete stays.</param>
    /// <returns>One of the <see cref="ExitCode"/>s.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await InvokeAsync(arguments, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await WriteErrorAsync("Interrupted.");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The edge of the program: whatever went wrong becomes one line and an exit code, never a stack trace.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            bool isTracing = _context.IsTracing || arguments.Contains(TuttiCommand.VerboseName);
            await WriteErrorAsync(isTracing ? ex.ToString() : ErrorLine.Of(ex));
            return ExitCode.Failure;
        }
    }

    private async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var root = new TuttiCommand(_context);
        ParseResult result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction)
        {
            await WriteErrorAsync(UsageError.Of(result));
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = _context.Terminal.Output,
            Error = _context.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await result.InvokeAsync(configuration, cancellationToken);
    }

    private Task WriteErrorAsync(string text) => _context.Terminal.Error.WriteLineAsync($"tutti: {text}");
}
