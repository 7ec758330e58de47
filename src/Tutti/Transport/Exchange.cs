namespace Tutti.Transport;

/// <summary>Is a question and its answer in some protocol: what is written to a connection, and how the reply is read.</summary>
/// <typeparam name="TState">What the exchange needs to know; passed by value, so that an exchange can be defined once and allocates
/// nothing.</typeparam> <typeparam name="TResult">What the reply says.</typeparam>
/// <remarks>
/// Several requests written at once, whose replies are then read in order, are one exchange. Thread-safe if its functions are. An exchange
/// must read its whole reply; if it throws before, the link is resynchronised or connected anew before the next exchange.
/// </remarks>
public sealed class Exchange<TState, TResult>
{
    private readonly Func<TState, string> _describe;
    private readonly Func<Connection, TState, ValueTask<TResult>> _run;

    /// <summary>Initializes an exchange.</summary>
    /// <param name="describe">
    /// Says in a message what is being done: "reading 4 words at 0x40350140". Called only if something goes wrong.
    /// </param>
    /// <param name="run">Writes the request and reads the reply. It has the connection to itself.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public Exchange(Func<TState, string> describe, Func<Connection, TState, ValueTask<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(describe);
        ArgumentNullException.ThrowIfNull(run);
        _describe = describe;
        _run = run;
    }

    internal string Describe(TState state) => _describe(state);

    internal ValueTask<TResult> RunAsync(Connection connection, TState state) => _run(connection, state);
}
