namespace Tutti.Execution.Internal;

/// <summary>Does asynchronous work on the caller's thread before it returns, for asynchrony off.</summary>
internal static class Inline
{
    /// <summary>Calls a function that makes a task and waits for that task by running whatever it posts, here.</summary>
    /// <remarks>
    /// The first call on a thread installs a loop of its own, those nested within it share that loop; so everything that the task awaits
    /// resumes on this thread, unless it says <c>ConfigureAwait(false)</c>.
    /// </remarks>
    public static void Wait(Func<Task> start)
    {
        if (EventLoop.Current is { IsOnThread: true } loop)
        {
            Pump(loop, start());
        }
        else
        {
            EventLoop.RunPrivate(own => Pump(own, start()));
        }
    }

    private static void Pump(EventLoop loop, Task task)
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
            loop.RunUntil(static task => ((Task)task).IsCompleted, task);
        }
    }
}
