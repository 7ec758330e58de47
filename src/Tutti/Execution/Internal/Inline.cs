namespace Tutti.Execution.Internal;

/// <summary>Does asynchronous work on the caller's thread before it returns, for asynchrony off.</summary>
internal static class Inline
{
    [ThreadStatic]
    private static EventLoop? _hiddenLoop;

    /// <summary>Gets the loop of the calling thread, which a blocking function on it does not see; Tutti's own waits go on pumping it.</summary>
    public static EventLoop? HiddenLoop
    {
        get => _hiddenLoop;
        private set => _hiddenLoop = value;
    }

    /// <summary>Calls a function that makes a task and waits for that task by running whatever it posts, here.</summary>
    /// <remarks>
    /// The first call on a thread installs a loop of its own, those nested within it share that loop; so everything that the task awaits
    /// resumes on this thread, unless it says <c>ConfigureAwait(false)</c>.
    /// </remarks>
    /// <param name="start">The function.</param>
    /// <param name="future">The future whose work it is.</param>
    public static void Wait(Func<Task> start, Future future)
    {
        using LongWait watch = LongWait.OfWork(future);
        using NestedWait wait = NestedWait.BeginInline(future);
        if (EventLoop.Current is { IsOnThread: true } loop)
        {
            Pump(loop, start(), watch);
        }
        else if ((HiddenLoop ?? VirtualRun.LoopOfThread) is { } hidden)
        {
            RunWith(hidden, () => Pump(hidden, start(), watch));
        }
        else
        {
            EventLoop.RunPrivate(own => Pump(own, start(), watch));
        }
    }

    /// <summary>Calls a blocking function, which has no synchronization context, as on a worker: what it blocks for must not wait for this loop.</summary>
    public static void Run(Action function, Future future)
    {
        using LongWait watch = LongWait.OfWork(future);
        using NestedWait wait = NestedWait.BeginInline(future);
        if (SynchronizationContext.Current is null)
        {
            function();
            return;
        }

        EventLoop? outer = HiddenLoop;
        HiddenLoop = EventLoop.Current is { IsOnThread: true } loop ? loop : outer;
        try
        {
            RunWith(null, function);
        }
        finally
        {
            HiddenLoop = outer;
        }
    }

    private static void RunWith(SynchronizationContext? context, Action action)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static void Pump(EventLoop loop, Task task, LongWait watch)
    {
        if (!task.IsCompleted)
        {
            // Not on the loop: what ends the task may do so on another thread, and the loop has then to be woken.
            _ = task.ContinueWith(
                static (_, loop) => ((EventLoop)loop!).Wake(),
                loop,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            watch.Begin(loop);
            loop.RunUntil(static task => ((Task)task).IsCompleted, task);
        }
    }
}
