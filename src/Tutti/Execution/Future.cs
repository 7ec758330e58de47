using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <summary>Is a started operation: it can be awaited, joined, cancelled, continued and asked how far it is.</summary>
/// <remarks>
/// <para>
/// <see cref="Run(Action, CancellationToken, string?)"/> makes a future of an ordinary blocking function,
/// <see cref="Start(Func{Task}, CancellationToken, string?)"/> of an ordinary async one. What is started inside the work of a future is
/// its child: cancelling the parent cancels its children. A future whose failure nobody looked at is logged and reported by
/// <see cref="UnobservedFailure"/>.
/// </para>
/// <para>All members are thread safe.</para>
/// </remarks>
[DebuggerDisplay("{Name,nq}: {Status,nq}")]
public partial class Future
{
    private const int CancelRequested = 1;
    private const int Claimed = 2;
    private const int Done = 4;
    private const int Cancelled = 8;
    private const int Failed = 16;
    private const int AskedByToken = 32;
    private const int EndsAtCancel = 64;
    private const int Synchronous = 128; // the future is in its family by standing in a thread's SynchronousParts
    private const int Seen = 256;        // somebody found it there

    private string? _name;
    private int _state;
    private Continuation? _continuations;
    private object? _outcome; // before the end the task that it waits for; then what was thrown, or what a cancel that was asked for made the work throw
    private FutureExtras? _extras;

    /// <summary>Initializes a new future that has not begun.</summary>
    /// <param name="name">The name, or what it is made of.</param>
    /// <param name="isOperation">Whether it is an operation of a device, which what it fails with is to name.</param>
    internal Future(string? name, bool isOperation = false)
    {
        _name = name;
        _isOperation = isOperation;
    }

    /// <summary>Gets a future that is done.</summary>
    public static Future Completed { get; } = CreateCompleted();

    /// <summary>Gets what the future is: the text of the expression that it was started with, unless a name was given.</summary>
    public string Name => FutureName.IsFinished(_name) ? _name : _name = MakeName();

    /// <summary>Gets a value indicating whether the future has ended: with success, failed or cancelled. Never blocks.</summary>
    public bool IsDone => (Volatile.Read(ref _state) & Done) != 0;

    /// <summary>Gets a value indicating whether the future has ended because it was cancelled. Never blocks.</summary>
    public bool IsCancelled => (Volatile.Read(ref _state) & Cancelled) != 0;

    /// <summary>Gets what the work threw, or <see langword="null"/> if it has not ended, succeeded or was cancelled. Never blocks.</summary>
    /// <remarks>To ask counts as having looked at the failure.</remarks>
    public Exception? Exception => FailureIfAny?.Observe().SourceException;

    /// <summary>Gets a value indicating whether a cancel was asked for, be it by this future or by one above it.</summary>
    internal bool IsCancelRequested => (Volatile.Read(ref _state) & CancelRequested) != 0;

    internal bool IsSuccessful => (Volatile.Read(ref _state) & (Done | Failed | Cancelled)) == Done;

    internal bool IsFailed => (Volatile.Read(ref _state) & Failed) != 0;

    private Failure? FailureIfAny => IsFailed ? (Failure?)_outcome : null;

    /// <summary>Gets what a future that has ended throws as it was, and counts as looked at: its failure, or a cancel that nobody asked of it.</summary>
    private ExceptionDispatchInfo? Thrown => _outcome is Failure failure ? failure.Observe() : _outcome as ExceptionDispatchInfo;

    private string Status => IsFailed ? "failed" : IsCancelled ? "cancelled" : IsDone ? "done" : "running";

    /// <summary>Makes a future that is done and has a result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">The result.</param>
    /// <returns>The future.</returns>
    public static Future<T> FromResult<T>(T result)
    {
        var future = new Future<T>(null);
        future.EndWith(result);
        return future;
    }

    /// <summary>Makes a future that has failed.</summary>
    /// <param name="exception">What it failed with.</param>
    /// <returns>The future.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is <see langword="null"/>.</exception>
    public static Future FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var future = new Future(null);
        future.EndWith(exception);
        return future;
    }

    /// <inheritdoc cref="FromException(Exception)"/>
    /// <typeparam name="T">The type of the result that it would have had.</typeparam>
    public static Future<T> FromException<T>(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var future = new Future<T>(null);
        future.EndWith(exception);
        return future;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status}";

    /// <summary>Ends the future as its work asks, unless it has ended: a work that returns after a cancel ends cancelled.</summary>
    internal void End()
    {
        if (TryClaim())
        {
            FinishSuccessfully();
        }
    }

    /// <summary>Ends the future with what its work threw.</summary>
    internal void EndWith(Exception exception)
    {
        if (exception is OperationCanceledException canceled)
        {
            EndCancelled(canceled);
        }
        else
        {
            EndWith(ExceptionDispatchInfo.Capture(exception));
        }
    }

    internal void EndWith(ExceptionDispatchInfo exception)
    {
        if (TryClaim())
        {
            _outcome = NewFailure(exception);
            Finish(Failed);
        }
    }

    /// <summary>Ends the future as cancelled.</summary>
    /// <param name="exception">What its work threw, if anything.</param>
    internal void EndCancelled(OperationCanceledException? exception)
    {
        if (TryClaim())
        {
            FinishCancelled(exception);
        }
    }

    /// <summary>Ends the future as cancelled while its work may go on.</summary>
    /// <param name="reason">What it throws.</param>
    internal void GiveUp(OperationCanceledException reason)
    {
        if (TryClaim())
        {
            _outcome = ExceptionDispatchInfo.Capture(reason);
            Finish(Cancelled);
        }
    }

    /// <summary>Ends the future as another that has ended, unless it has; a failure that is passed along counts as looked at.</summary>
    internal void EndAs(Future other)
    {
        if (other.FailureIfAny is { } failure)
        {
            if (TryClaim())
            {
                _outcome = new Failure(Name, failure.Observe());
                Finish(Failed);
            }
        }
        else if (other.IsCancelled)
        {
            if (TryClaim())
            {
                FinishCancelled(other.ToCanceledException());
            }
        }
        else
        {
            TakeResult(other);
        }
    }

    /// <summary>Ends the future as a task that has ended.</summary>
    internal void EndAs(Task task)
    {
        if (task.Exception is { } exception)
        {
            EndWith(ExceptionDispatchInfo.Capture(exception.InnerExceptions[0]));
        }
        else if (task.IsCanceled)
        {
            EndAsCancelled(task);
        }
        else
        {
            TakeResult(task);
        }
    }

    /// <summary>Throws what the future ended with, if it was no success.</summary>
    internal void ThrowIfNotSuccessful()
    {
        if ((Volatile.Read(ref _state) & (Failed | Cancelled)) != 0)
        {
            Thrown?.Throw();
            throw ToCanceledException();
        }
    }

    /// <summary>Calls a callback of Tutti's own when the future has ended, at once if it has.</summary>
    internal void OnEnd(Action<object> callback, object state) => Attach(new CallbackContinuation(callback, state));

    /// <summary>Calls a callback when another future has ended; if this one ends before, the other, which may last long, keeps nothing of it.</summary>
    internal void OnEndOf(Future other, Action<object> callback, object state)
    {
        var continuation = new CallbackContinuation(callback, state);
        if (other.TryAttach(continuation))
        {
            OnEnd(static continuation => ((CallbackContinuation)continuation).Drop(), continuation);
        }
        else
        {
            continuation.Invoke();
        }
    }

    /// <summary>Makes the name when it is first asked for.</summary>
    private protected virtual string MakeName() => FutureName.FromExpression(_name);

    /// <summary>Counts what is attached to the future, for tests.</summary>
    internal int CountContinuations()
    {
        int count = 0;
        for (Continuation? continuation = Volatile.Read(ref _continuations); continuation is not null; continuation = continuation.Next)
        {
            count++;
        }

        return count;
    }

    /// <summary>Finds the async method that awaits the future on a loop, if that is all there is to do at its end.</summary>
    internal AwaitContinuation? FindOnlyAwait(EventLoop? loop) =>
        Volatile.Read(ref _continuations) is AwaitContinuation only && only.AllowsHeadStart(loop) ? only : null;

    /// <summary>Ends the future in time, if the method that awaits it was resumed before that.</summary>
    /// <returns>Whether it has ended.</returns>
    private protected virtual bool TryEndHeadStart() => false;

    /// <summary>Takes over the result of a future that ended with success.</summary>
    private protected virtual void TakeResult(Future other) => End();

    /// <summary>Keeps the result of a task that ended with success, for when the future ends.</summary>
    private protected virtual void Keep(Task task)
    {
    }

    /// <summary>Takes over the result of a task that ended with success.</summary>
    private protected virtual void TakeResult(Task task) => End();

    private protected bool TryClaim() => (Interlocked.Or(ref _state, Claimed) & Claimed) == 0;

    private protected void Finish(int outcome)
    {
        HandOver();
        Interlocked.Or(ref _state, Done | outcome);
        LeaveFamily();
        if ((outcome & Cancelled) == 0)
        {
            _source = null; // It knows what the work was done within, which whoever keeps the future need not keep.
        }

        _waits.Clear();
        Continuation? last = Interlocked.Exchange(ref _continuations, Continuation.Taken);
        Continuation? first = null;
        while (last is not null)
        {
            Continuation? earlier = last.Next;
            last.Next = first;
            first = last;
            last = earlier;
        }

        while (first is not null)
        {
            Continuation? next = first.Next;
            first.Next = null;
            first.Invoke();
            first = next;
        }
    }

    private protected void FinishSuccessfully()
    {
        _outcome = null;
        Finish(IsCancelRequested ? Cancelled : 0);
    }

    private static Future CreateCompleted()
    {
        var future = new Future("completed");
        future.End();
        return future;
    }

    private void EndAsCancelled(Task task)
    {
        if (!IsCancelAsked)
        {
            EndCancelled(CanceledExceptionOf(task));
        }
        else if (TryClaim())
        {
            _outcome = task; // To fetch its exception takes long: that is done when somebody asks.
            Finish(Cancelled);
        }
    }

    /// <summary>Gives what the work of the future, which was cancelled, made of that.</summary>
    private OperationCanceledException? FindOriginal()
    {
        if (_outcome is Task { IsCanceled: true } task)
        {
            Interlocked.CompareExchange(ref _outcome, CanceledExceptionOf(task), task);
        }

        return _outcome as OperationCanceledException;
    }

    private static OperationCanceledException? CanceledExceptionOf(Task task)
    {
        try
        {
#pragma warning disable VSTHRD002 // The task has ended: this only fetches its exception.
            task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
            return null;
        }
        catch (OperationCanceledException ex)
        {
            return ex;
        }
    }

    private void Attach(Continuation continuation)
    {
        if (!TryAttach(continuation))
        {
            continuation.Invoke();
        }
    }

    /// <summary>Attaches something to do at the end of the future, unless it has ended.</summary>
    internal bool TryAttach(Continuation continuation)
    {
        Continuation? last = Volatile.Read(ref _continuations);
        while (!ReferenceEquals(last, Continuation.Taken))
        {
            Continuation? earlier = last;
            while (earlier is { IsDropped: true })
            {
                earlier = earlier.Next;
            }

            continuation.Next = earlier;
            Continuation? seen = Interlocked.CompareExchange(ref _continuations, continuation, last);
            if (ReferenceEquals(seen, last))
            {
                return true;
            }

            last = seen;
        }

        continuation.Next = null;
        return false;
    }
}
