using System.Threading.Tasks.Sources;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <content>What the caller awaits, at most once. The awaiting code resumes on its loop or other context, else on the pool; never inline.</content>
internal partial class ClaimWait : IValueTaskSource, IValueTaskSource<Lease>, IThreadPoolWorkItem
{
    private static readonly Action<object?> Taken = static _ => { };

    private Action<object?>? _continuation;
    private object? _state;
    private SynchronizationContext? _context;
    private bool _isMet; // it is awaited, or over: whoever comes second resumes

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => !IsOver ? ValueTaskSourceStatus.Pending
        : _failure is null ? ValueTaskSourceStatus.Succeeded
        : _failure is OperationCanceledException ? ValueTaskSourceStatus.Canceled
        : ValueTaskSourceStatus.Faulted;

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        if (_continuation is not null)
        {
            throw new InvalidOperationException("A request for exclusive access is awaited once only.");
        }

        _state = state;
        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
        {
            _context = AwaitContinuation.CaptureContext();
        }

        _continuation = (flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0 ? WithinContext(continuation) : continuation;
        if (Interlocked.Exchange(ref _isMet, true))
        {
            Schedule();
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        (Action<object?> continuation, object? state) = TakeContinuation();
        continuation(state);
    }

    /// <inheritdoc/>
    public void GetResult(short token)
    {
        if (!IsOver)
        {
            throw new InvalidOperationException("The request was not granted yet: await it.");
        }

        if (_failure is not null)
        {
            claim.LeaveFlow();
            throw _failure;
        }
    }

    /// <inheritdoc/>
    Lease IValueTaskSource<Lease>.GetResult(short token)
    {
        GetResult(token);
        return new Lease((LeaseClaim)claim);
    }

    // async methods restore their own context, and do not ask for it
    private static Action<object?> WithinContext(Action<object?> continuation) => ExecutionContext.Capture() is { } context
        ? state => ExecutionContext.Run(context, continuation.Invoke, state)
        : continuation;

    private (Action<object?> Continuation, object? State) TakeContinuation()
    {
        (Action<object?> continuation, object? state) = (_continuation!, _state);
        (_continuation, _state, _context) = (Taken, null, null);
        return (continuation, state);
    }

    private void Schedule()
    {
        switch (_context)
        {
            case null:
                (Action<object?> continuation, object? state) = TakeContinuation();
                ThreadPool.UnsafeQueueUserWorkItem(continuation, state, preferLocal: true); // queues an async method as it is
                break;
            case EventLoop loop:
                loop.PostTrusted(this);
                break;
            default:
                AwaitContinuation.Resume(Execute, _context);
                break;
        }
    }
}
