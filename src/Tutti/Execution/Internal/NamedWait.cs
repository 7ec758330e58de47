namespace Tutti.Execution.Internal;

/// <summary>Is a wait for something outside, such as hardware, that can be said in a few words.</summary>
internal sealed class NamedWait(string what) : Wait
{
    /// <inheritdoc/>
    public override string Describe() => what;

    /// <summary>Lets the calling flow say what it waits for while a task is pending.</summary>
    /// <param name="task">The task.</param>
    /// <param name="what">What to say of it, as it follows "waits for"; called once if anybody could ask.</param>
    public static ValueTask<T> ExplainedAsync<T>(ValueTask<T> task, Func<string> what) =>
        task.IsCompleted || !IsOfInterest ? task : ExplainPendingAsync(task, what());

    /// <inheritdoc cref="ExplainedAsync{T}(ValueTask{T}, Func{string})"/>
    public static ValueTask ExplainedAsync(ValueTask task, Func<string> what) =>
        task.IsCompleted || !IsOfInterest ? task : ExplainPendingAsync(task, what());

    private static async ValueTask<T> ExplainPendingAsync<T>(ValueTask<T> task, string what)
    {
        var wait = new NamedWait(what);
        wait.Begin();
        try
        {
            return await task.ConfigureAwait(EventLoop.IsCurrent);
        }
        finally
        {
            wait.End();
        }
    }

    private static async ValueTask ExplainPendingAsync(ValueTask task, string what)
    {
        var wait = new NamedWait(what);
        wait.Begin();
        try
        {
            await task.ConfigureAwait(EventLoop.IsCurrent);
        }
        finally
        {
            wait.End();
        }
    }
}
