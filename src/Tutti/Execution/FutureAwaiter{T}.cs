using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tutti.Execution;

/// <summary>Awaits a <see cref="Future{T}"/>; used by the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1815 // Nobody compares awaiters.
public readonly struct FutureAwaiter<T> : ICriticalNotifyCompletion
#pragma warning restore CA1815
{
    private readonly Future<T> _future;
    private readonly bool _continueOnCapturedContext;

    internal FutureAwaiter(Future<T> future, bool continueOnCapturedContext)
    {
        _future = future;
        _continueOnCapturedContext = continueOnCapturedContext;
    }

    /// <summary>Gets a value indicating whether the future has ended.</summary>
    public bool IsCompleted => _future.IsDoneForAwait;

    /// <summary>Ends the await; gives the result or throws what the future ended with.</summary>
    /// <returns>The result.</returns>
    public T GetResult()
    {
        _future.EndAwait();
        return _future.ResultOfSuccess;
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => _future.Await(continuation, _continueOnCapturedContext, flowContext: true);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => _future.Await(continuation, _continueOnCapturedContext, flowContext: false);
}
