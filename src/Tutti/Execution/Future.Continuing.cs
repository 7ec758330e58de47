using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Continuing by callbacks, for code that cannot await.</content>
public partial class Future
{
    /// <summary>Runs a callback when the future has ended with success.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>A future of the callback; a failure or a cancel of this future is passed along to it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// The callback runs exactly once, on the synchronization context where it was attached, else on a worker thread; never inline, but with
    /// asynchrony off. A callback that itself starts something returns its future or task, and the result waits for that. If the future of the
    /// callback is cancelled before its turn it ends at once, and the callback never runs; this future runs on.
    /// </remarks>
    public Future Then(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future(NameOfThen()), then =>
        {
            callback();
            then.End();
        });
    }

    /// <inheritdoc cref="Then(Action)"/>
    /// <typeparam name="TResult">The type of the callback's result.</typeparam>
    public Future<TResult> Then<TResult>(Func<TResult> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future<TResult>(NameOfThen()), then => then.EndWith(callback()));
    }

    /// <inheritdoc cref="Then(Action)"/>
    public Future Then(Func<Future> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future(NameOfThen()), then => then.EndWhen(callback()));
    }

    /// <inheritdoc cref="Then{TResult}(Func{TResult})"/>
    public Future<TResult> Then<TResult>(Func<Future<TResult>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future<TResult>(NameOfThen()), then => then.EndWhen(callback()));
    }

    /// <inheritdoc cref="Then(Action)"/>
    public Future Then(Func<Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future(NameOfThen()), then => then.EndWhen(Start(callback, CancellationToken.None, then.Name)));
    }

    /// <inheritdoc cref="Then{TResult}(Func{TResult})"/>
    public Future<TResult> Then<TResult>(Func<Task<TResult>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future<TResult>(NameOfThen()), then => then.EndWhen(Start(callback, CancellationToken.None, then.Name)));
    }

    internal string NameOfThen() => $"then, after {Name}";

    /// <summary>Ends the future as another one does, when that ends.</summary>
    internal void EndWhen(Future other)
    {
        if (other is null)
        {
            throw new InvalidOperationException($"The callback of the future '{Name}' returned no future.");
        }

        CombinedWait wait = NoteMadeOf([other]);
        if (_isWaitedFor)
        {
            wait.NoteWaitedFor();
            if (WaitGraph.FindCircle(wait, other) is not null)
            {
                wait.Suspect().LookSoon();
            }
        }

        OnEndOf(other, other => EndAs((Future)other), other);
    }

    /// <summary>Runs a callback with <paramref name="then"/> when this future has ended with success, and passes all else along.</summary>
    private protected TFuture Continue<TFuture>(TFuture then, Action<TFuture> callback)
        where TFuture : Future
    {
        Interlocked.Or(ref then._state, EndsAtCancel);
        then.JoinFamily("Future.Then", CancellationToken.None);
        if (then.IsCancelRequested)
        {
            then.EndCancelled(null);
            return then;
        }

        var wait = new CombinedWait([this]);
        wait.Begin(then);
        ExecutionContext context = Flow.CaptureContext();
        VirtualRun? run = Flow.Current?.Run;
        SynchronizationContext? synchronizationContext =
            SynchronizationContext.Current is VirtualWorkerContext ? null : AwaitContinuation.CaptureContext();
        void RunCallback()
        {
            if (then.TryBeginCallback())
            {
                then.RunWithin(context, (then, _, _) => callback((TFuture)then), then);
            }
        }

        then.OnEndOf(
            this,
            _ =>
            {
                wait.End();
                if (IsFailed || IsCancelled)
                {
                    then.EndAs(this);
                }
                else if (Asynchrony.IsDisabled)
                {
                    RunCallback();
                }
                else if (then.IsDone)
                {
                    return; // It was cancelled before.
                }
                else if (synchronizationContext is null)
                {
                    then.RunOnWorker(run, RunCallback);
                }
                else
                {
                    AwaitContinuation.Resume(RunCallback, synchronizationContext);
                }
            },
            this);
        return then;
    }

    /// <summary>Says that the callback is called now, so that a cancel does not end the future any more; not if one came before.</summary>
    private bool TryBeginCallback()
    {
        int seen = Volatile.Read(ref _state);
        while ((seen & CancelRequested) == 0)
        {
            int previous = Interlocked.CompareExchange(ref _state, seen & ~EndsAtCancel, seen);
            if (previous == seen)
            {
                return true;
            }

            seen = previous;
        }

        EndCancelled(null);
        return false;
    }
}
