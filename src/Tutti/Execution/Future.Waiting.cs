using System.Globalization;
using System.Runtime.CompilerServices;
using Tutti.Execution.Internal;
using Tutti.Quantities;
using Tutti.Timing;

namespace Tutti.Execution;

/// <content>Waiting for a future: by awaiting it or by joining it.</content>
public partial class Future
{
    [ThreadStatic]
    private static SpinHabit _joinHabit;

    /// <summary>Gets a value indicating whether an await need not wait.</summary>
    /// <exception cref="InvalidOperationException">It would wait in a virtual run on a thread that takes no part in that.</exception>
    internal bool IsDoneForAwait
    {
        get
        {
            if (IsDone)
            {
                return true;
            }

            Flow.Current?.Run?.ThrowIfOutside("An await of a future", this);
            return false;
        }
    }

    /// <summary>Waits until the future has ended.</summary>
    /// <returns>The same future.</returns>
    /// <remarks>
    /// On the thread of an <see cref="EventLoop"/>, or of a context whose nested loop is registered, that goes on meanwhile; on other threads it
    /// blocks. Waits that stand above one another on one thread finish innermost first. What the work threw is thrown as it was, with its original
    /// stack trace.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    /// <exception cref="InvalidOperationException">
    /// The thread belongs to a foreign synchronization context, such as a user interface's, that would freeze: await the future instead, or
    /// register its nested loop (<see cref="EventLoop.Register{TContext}"/>). Or that loop returned before the future had ended.
    /// </exception>
    /// <exception cref="DeadlockException">The future can never end, since it waits for what this wait keeps from going on.</exception>
    public Future Join()
    {
        Wait("Future.Join");
        ThrowIfNotSuccessful();
        return this;
    }

    /// <summary>Waits until the future has ended, but not longer than a given time; the future runs on if it has not.</summary>
    /// <param name="timeout">The longest time to wait; <see cref="Timeout.InfiniteTimeSpan"/>, or more than 49 days, is no limit.</param>
    /// <returns>The same future.</returns>
    /// <exception cref="TimeoutException">The future has not ended in time.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative.</exception>
    /// <inheritdoc cref="Join()" path="/remarks"/>
    /// <inheritdoc cref="Join()" path="/exception"/>
    public Future Join(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan || timeout > PreciseClock.LongestTimer)
        {
            return Join();
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        string? explanation = null;
        if (!IsDone && !TryWait(timeout, ref explanation))
        {
            throw new TimeoutException(string.Create(
                CultureInfo.InvariantCulture,
                $"The future '{Name}' was not done within {timeout.TotalSeconds} s; it runs on.{Environment.NewLine}{explanation ?? Explain()}"));
        }

        ThrowIfNotSuccessful();
        return this;
    }

    /// <inheritdoc cref="Join(TimeSpan)"/>
    /// <exception cref="UnitException"><paramref name="timeout"/> is no time.</exception>
    public Future Join(Quantity timeout) => Join(ToLimit(timeout));

    /// <summary>Gets the awaiter, for the compiler.</summary>
    /// <returns>The awaiter; it resumes on the synchronization context of the awaiting code.</returns>
    public FutureAwaiter GetAwaiter() => new(this, continueOnCapturedContext: true);

    /// <summary>Chooses where the awaiting code resumes.</summary>
    /// <param name="continueOnCapturedContext">
    /// Whether on the synchronization context where it awaited; <see langword="false"/> leaves an <see cref="EventLoop"/>.
    /// </param>
    /// <returns>What is to be awaited.</returns>
    public ConfiguredFuture ConfigureAwait(bool continueOnCapturedContext) => new(this, continueOnCapturedContext);

    /// <summary>Makes a task that ends as the future does.</summary>
    /// <returns>The task. To wait for it by blocking on the thread of an <see cref="EventLoop"/> deadlocks; <see cref="Join()"/> does not.</returns>
#pragma warning disable VSTHRD200 // AsTask is the name that such conversions have.
    public Task AsTask() => AsTask<object?>(static _ => null);

    /// <summary>Makes a task that ends as the future does.</summary>
    /// <param name="resultOf">Gives the result of a future that ended with success.</param>
    /// <remarks>In a virtual run its end is work of the loop, so that no thread of the pool need come between it and what waits for it.</remarks>
    private protected Task<T> AsTask<T>(Func<Future, T> resultOf)
    {
        VirtualRun? run = Flow.Current?.Run;
        var source = new TaskCompletionSource<T>(run is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
        void EndTask()
        {
            if (FailureIfAny is { } failure)
            {
                source.SetException(failure.Observe().SourceException);
            }
            else if (IsCancelled)
            {
                source.SetCanceled(Thrown?.SourceException is OperationCanceledException thrown ? thrown.CancellationToken : TokenThatAsked);
            }
            else
            {
                source.SetResult(resultOf(this));
            }
        }

        if (run is null || IsDone)
        {
            OnEnd(_ => EndTask(), this);
        }
        else
        {
            OnEnd(_ => run.Loop.PostTrusted(EndTask), this);
        }

        return source.Task;
    }
#pragma warning restore VSTHRD200

    /// <summary>Makes a limit of a time that is not negative.</summary>
    private protected static TimeSpan ToLimit(Quantity time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        TimeSpan span = time.ToTimeSpan();
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, name); // -1 ms would mean none
        return span;
    }

    /// <summary>Waits until the future has ended, without looking at the outcome.</summary>
    /// <param name="call">What the user called.</param>
    internal void Wait(string call = "A wait")
    {
        if (IsDone)
        {
            return;
        }

        Flow.Current?.Run?.ThrowIfOutside(call, this);
        IPump? pump = PumpOfThread();
        VirtualWorker? worker = VirtualWorker.Current;
        if (pump is null && worker is null && _joinHabit.SpinUntil(static future => future.IsDone, this))
        {
            return;
        }

        FutureWait[] ofCallers = SynchronousParts.BeginWaitsOfCallers();
        try
        {
            if (pump is null)
            {
                Block(worker);
            }
            else
            {
                RunUntilDone(pump);
            }
        }
        finally
        {
            Array.ForEach(ofCallers, static wait => wait.End());
        }
    }

    private void RunUntilDone(IPump pump)
    {
        using NestedWait nested = NestedWait.Begin(this);
        using LongWait? watch = LongWait.Begin(this, pump);
        AttachWaker(pump);
        pump.RunUntil(static future => ((Future)future).IsDone, this);
    }

    private void Block(VirtualWorker? worker)
    {
        FutureWait? wait = BeginWait();
        using LongWait? watch = LongWait.Begin(this, null);
        try
        {
            if (worker is not null)
            {
                worker.WaitFor(this);
            }
            else
            {
                Gate().Wait();
            }
        }
        finally
        {
            wait?.End();
        }
    }

    /// <summary>Throws if to wait for a future that is not done would throw on this thread.</summary>
    internal static void ThrowIfWaitWouldFreeze() => PumpOfThread();

    internal void Await(Action continuation, bool continueOnCapturedContext, bool flowContext)
    {
        SynchronizationContext? context = continueOnCapturedContext ? AwaitContinuation.CaptureContext() : null;
        if (flowContext && ExecutionContext.Capture() is { } executionContext)
        {
            Action inner = continuation;
            continuation = () => ExecutionContext.Run(executionContext, static inner => ((Action)inner!)(), inner);
        }

        FutureWait? wait = FutureWait.Begin(this);
        var awaiting = new AwaitContinuation(continuation, context, wait);
        if (wait is not null && WaitGraph.FindCircle(wait, this) is { } circle)
        {
            if (!circle.InvolvesHolding)
            {
                awaiting.Fail(circle.ToException());
                return;
            }

            wait.Suspect().LookSoon();
        }

        Attach(awaiting);
    }

    /// <summary>Resumes whoever awaits the future in a given wait: its await throws.</summary>
    /// <returns>Whether it is awaited so.</returns>
    internal bool TryFailAwait(FutureWait wait, DeadlockException deadlock)
    {
        for (Continuation? known = Volatile.Read(ref _continuations); known is not null; known = known.Next)
        {
            if (known is AwaitContinuation awaiting && awaiting.IsOf(wait))
            {
                awaiting.Fail(deadlock);
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends an await: throws what the future ended with, if it was no success.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EndAwait()
    {
        if ((Volatile.Read(ref _state) & (Done | Failed | Cancelled)) != Done)
        {
            EndAwaitOtherwise();
        }
    }

    // few frames below the code that awaits: what is thrown costs by the frame
    private void EndAwaitOtherwise()
    {
        if (!IsDone && TryEndHeadStart() && IsSuccessful)
        {
            return;
        }

        if (IsDone)
        {
            Thrown?.Throw();
        }

        throw IsDone
            ? ToCanceledException()
            : FutureAwaiter.TakeDeadlock()
                ?? (Exception)new InvalidOperationException($"The future '{Name}' is not done: await it instead of asking its awaiter.");
    }

    /// <summary>Says that the calling flow blocks until this future has ended; throws if that can never be.</summary>
    private protected FutureWait? BeginWait()
    {
        FutureWait? wait = FutureWait.Begin(this);
        if (wait is not null && WaitGraph.FindCircle(wait, this) is { } circle)
        {
            DeadlockException deadlock = circle.ToException(); // which tells of what waits
            wait.End();
            throw deadlock;
        }

        return wait;
    }

    /// <summary>Gets what keeps the calling thread going while it waits, or <see langword="null"/> if it may block.</summary>
    private static IPump? PumpOfThread()
    {
        switch (SynchronizationContext.Current)
        {
            case null:
                return Inline.HiddenLoop ?? VirtualRun.LoopOfThread;
            case VirtualWorkerContext:
                return null;
            case EventLoop loop:
                return loop.IsOnThread ? loop : null;
            case { } context when context.GetType() == typeof(SynchronizationContext):
                return null;
            case { } context when NestedLoops.Find(context) is { } loop:
                return new ForeignPump(loop, context);
            case not null when Asynchrony.IsDisabled:
                return null;
            case { } context:
                throw new InvalidOperationException(
                    $"To wait here would freeze the thread of '{context.GetType()}': await the future instead of joining it, or register the nested "
                    + $"loop of that context by {nameof(EventLoop)}.{nameof(EventLoop.Register)}.");
        }
    }

    /// <summary>Has the future wake a loop when it ends; who polls by waiting for a short time again and again leaves one node behind.</summary>
    private void AttachWaker(IPump pump)
    {
        for (Continuation? known = Volatile.Read(ref _continuations); known is not null; known = known.Next)
        {
            if (known is LoopWaker waker && waker.TryServe(pump))
            {
                return;
            }
        }

        Attach(new LoopWaker(pump));
    }

    private BlockingGate Gate()
    {
        ref BlockingGate? shared = ref EnsureExtras().Gate;
        if (Volatile.Read(ref shared) is { } existing)
        {
            return existing;
        }

        var gate = new BlockingGate();
        if (Interlocked.CompareExchange(ref shared, gate, null) is { } other)
        {
            return other;
        }

        Attach(gate);
        return gate;
    }

    private bool TryWait(TimeSpan timeout, ref string? explanation)
    {
        Flow.Current?.Run?.ThrowIfOutside("Future.Join", this);
        TimeProvider clock = Clock.Current;
        if (PumpOfThread() is { } pump)
        {
            return TryWait(pump, timeout, clock, ref explanation);
        }

        FutureWait? wait = FutureWait.Begin(this, timeout);
        try
        {
            if (VirtualWorker.Current is { } worker)
            {
                worker.WaitFor(this, timeout);
                return IsDone;
            }

            return Gate().Wait(timeout, clock) || IsDone;
        }
        finally
        {
            wait?.End();
        }
    }

    private bool TryWait(IPump pump, TimeSpan timeout, TimeProvider clock, ref string? explanation)
    {
        using NestedWait wait = NestedWait.Begin(this, timeout);
        long start = clock.GetTimestamp();
        using ITimer timer = clock.CreateTimer(static pump => ((IPump)pump!).Wake(), pump, timeout, Timeout.InfiniteTimeSpan);
        AttachWaker(pump);
        pump.RunUntil(_ => IsDone || clock.GetElapsedTime(start) >= timeout, this);
        if (IsDone)
        {
            return true;
        }

        explanation = Explain(); // as long as what stands beneath this wait does so
        return false;
    }
}
