using Spectre.Console;

namespace Tutti.Cli.Display;

/// <summary>Is where a command writes: a live terminal, or a file or pipe that gets plain lines.</summary>
internal sealed class Terminal
{
    private readonly Lazy<IAnsiConsole> _console;

    /// <summary>Initializes a terminal.</summary>
    /// <param name="output">The output.</param>
    /// <param name="error">The error output.</param>
    /// <param name="isLive">Whether the output can be coloured and drawn over.</param>
    /// <param name="createConsole">Makes what draws on a live output, when something is drawn: it takes time.</param>
    public Terminal(TextWriter output, TextWriter error, bool isLive, Func<IAnsiConsole> createConsole)
    {
        Output = output;
        Error = error;
        IsLive = isLive;
        _console = new Lazy<IAnsiConsole>(createConsole);
    }

    /// <summary>Gets the output, for plain lines.</summary>
    public TextWriter Output { get; }

    /// <summary>Gets the error output, for one line.</summary>
    public TextWriter Error { get; }

    /// <summary>Gets whether the output can be coloured and drawn over.</summary>
    public bool IsLive { get; }

    /// <summary>Gets what draws on a live output.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>Makes the terminal of this process.</summary>
    /// <returns>The terminal; it is plain when the output is redirected, when NO_COLOR is set, and when TERM is "dumb".</returns>
    public static Terminal OfProcess()
    {
        bool isLive = !System.Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return new Terminal(System.Console.Out, System.Console.Error, isLive, () => AnsiConsole.Console);
    }
}
