using Spectre.Console;
using Tutti.Cli.Commands;
using Tutti.Cli.Display;

namespace Tutti.Cli.Tests.Support;

/// <summary>Is one command line run inside this process, with what it wrote.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> Of(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new StringWriter();
        return await Of(folder, output, cancellationToken, arguments);
    }

    public static async Task<CommandRun> Of(
        string folder,
        TextWriter output,
        CancellationToken cancellationToken,
        params string[] arguments)
    {
        using var error = new StringWriter();
        var context = new CommandContext(PlainTerminal(output, error), folder, new FixedTimeProvider());
        int exitCode = await new Application(context).RunAsync(arguments, cancellationToken);
        return new CommandRun(exitCode, output.ToString()!, error.ToString());
    }

    public static Terminal PlainTerminal(TextWriter output, TextWriter error) =>
        new(output, error, isLive: false, () => throw new InvalidOperationException("a plain terminal is not drawn on"));

    public static IAnsiConsole CreateConsole(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.TrueColor,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(output),
    });
}
