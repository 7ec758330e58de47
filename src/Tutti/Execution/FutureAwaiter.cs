using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tutti.Execution;

/// <summary>Awaits a <see cref="Future"/>; used by the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1815 // Nobody compares awaiters.
public readonly struct FutureAwaiter : ICriticalNotifyCompletion
#pragma warning restore CA1815
{
    [ThreadStatic]
    private static DeadlockException? _deadlock;

    private readonly Future _future;
    private readonly bool _continueOnCapturedContext;

    internal FutureAwaiter(Future future, bool continueOnCapturedContext)
    {
        _future = future;
        _continueOnCapturedContext = continueOnCapturedContext;
    }

    /// <summary>Gets a value indicating whether the future has ended.</summary>
    public bool IsCompleted => _future.IsDoneForAwait;

    /// <summary>Ends the await; throws what the future ended with.</summary>
    public void GetResult() => _future.EndAwait();

    /// <summary>Resumes an async method whose await can never end, so that it throws.</summary>
    internal static void ResumeWith(DeadlockException exception, Action resume)
    {
        _deadlock = exception;
        try
        {
            resume();
        }
        finally
        {
            _deadlock = null;
        }
    }

    /// <summary>Takes what the await that is being resumed throws although its future has not ended.</summary>
    internal static DeadlockException? TakeDeadlock()
    {
        DeadlockException? deadlock = _deadlock;
        _deadlock = null;
        return deadlock;
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => _future.Await(continuation, _continueOnCapturedContext, flowContext: true);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => _future.Await(continuation, _continueOnCapturedContext, flowContext: false);
}
