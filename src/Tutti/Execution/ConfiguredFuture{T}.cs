using System.ComponentModel;

namespace Tutti.Execution;

/// <summary>Is a <see cref="Future{T}"/> with a choice of where to resume; used by the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1815 // Nobody compares awaitables.
public readonly struct ConfiguredFuture<T>
#pragma warning restore CA1815
{
    private readonly FutureAwaiter<T> _awaiter;

    internal ConfiguredFuture(Future<T> future, bool continueOnCapturedContext)
    {
        _awaiter = new FutureAwaiter<T>(future, continueOnCapturedContext);
    }

    /// <summary>Gets the awaiter.</summary>
    /// <returns>The awaiter.</returns>
    public FutureAwaiter<T> GetAwaiter() => _awaiter;
}
