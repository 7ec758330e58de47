using Tutti.Execution.Internal;

namespace Tutti.Transport.Internal;

/// <summary>Is a wait for the reply of an exchange.</summary>
internal sealed class ExchangeWait<TState, TResult>(string link, Exchange<TState, TResult> exchange, TState state, string limit) : Wait
{
    /// <inheritdoc/>
    public override string Describe() => $"{link}, {exchange.Describe(state)}, for at most {limit}";
}
