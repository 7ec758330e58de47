namespace Tutti.Execution.Internal;

/// <summary>Resumes an async method on the context on which it awaited, else on the thread pool.</summary>
internal sealed class AwaitContinuation(Action resume, SynchronizationContext? context, FutureWait? wait) : Continuation
{
    private Action? _resume = resume;

    /// <summary>Tells whether it is the only continuation, resumes on a loop, and may do so before the future has ended.</summary>
    public bool AllowsHeadStart(EventLoop? loop) =>
        Next is null && ReferenceEquals(context, loop) && Volatile.Read(ref _resume) is { } resume && AsyncMethods.AskFirst(resume);

    /// <inheritdoc/>
    public override void Invoke()
    {
        if (TryEnd() is { } resume)
        {
            Resume(resume, context);
        }
    }

    /// <summary>Tells whether it is the end of a wait.</summary>
    public bool IsOf(FutureWait other) => ReferenceEquals(wait, other);

    /// <summary>Resumes the method before the future has ended: its await throws.</summary>
    public void Fail(DeadlockException exception)
    {
        if (TryEnd() is { } resume)
        {
            Resume(() => FutureAwaiter.ResumeWith(exception, resume), context);
        }
    }

    /// <summary>Takes what resumes the method, if nobody has yet; whoever gets it calls it.</summary>
    public Action? TryEnd()
    {
        wait?.End();
        return Interlocked.Exchange(ref _resume, null);
    }

    /// <summary>Gets the context to resume on, or <see langword="null"/> for the pool.</summary>
    public static SynchronizationContext? CaptureContext()
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        return context switch
        {
            null => null,
            VirtualWorkerContext worker => worker.Loop,
            _ => context.GetType() == typeof(SynchronizationContext) ? null : context,
        };
    }

    /// <summary>Resumes an async method; the continuation restores its own execution context.</summary>
    public static void Resume(Action resume, SynchronizationContext? context)
    {
        switch (context)
        {
            case null:
                ThreadPool.UnsafeQueueUserWorkItem(static resume => resume(), resume, preferLocal: false);
                break;
            case EventLoop loop:
                loop.PostTrusted(resume);
                break;
            default:
                PostForeign(resume, context);
                break;
        }
    }

    private static void PostForeign(Action resume, SynchronizationContext context)
    {
        try
        {
            context.Post(static state => ((Action)state!)(), resume);
        }
#pragma warning disable CA1031 // The thread of the context may have ended; others wait for the same future, and this one must not hang.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(ex, $"{context.GetType().FullName}.{nameof(context.Post)}; it goes on on the thread pool");
            ThreadPool.UnsafeQueueUserWorkItem(static resume => resume(), resume, preferLocal: false);
        }
    }
}
