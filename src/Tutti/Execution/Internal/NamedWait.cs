namespace Tutti.Execution.Internal;

/// <summary>Is a wait for something outside, such as hardware, that can be said in a few words.</summary>
internal sealed class NamedWait : Wait, IDisposable
{
    private readonly Func<string> _what;

    private NamedWait(Func<string> what, bool isForOwnWork)
    {
        _what = what;
        IsForOwnWork = isForOwnWork;
    }

    /// <inheritdoc/>
    public override bool IsForOwnWork { get; }

    /// <inheritdoc/>
    public override string Describe() => _what();

    /// <summary>Lets the calling flow say what it does while a function of somebody else's works for it.</summary>
    /// <param name="what">What to say of it, as it follows "waits for"; called whenever somebody asks.</param>
    /// <returns>The wait, to be disposed of when the function has ended; none if nobody could ask.</returns>
    /// <remarks>What the function itself waits for is told of beneath, and is what the graph of waits goes by.</remarks>
    public static NamedWait? BeginForOwnWork(Func<string> what) => IsOfInterest ? Begin(what, isForOwnWork: true) : null;

    /// <summary>Lets the calling flow say what it waits for while a task is pending.</summary>
    /// <param name="task">The task.</param>
    /// <param name="what">What to say of it, as it follows "waits for"; called whenever somebody asks.</param>
    public static ValueTask<T> ExplainedAsync<T>(ValueTask<T> task, Func<string> what) =>
        task.IsCompleted || !IsOfInterest ? task : ExplainPendingAsync(task, what);

    /// <inheritdoc cref="ExplainedAsync{T}(ValueTask{T}, Func{string})"/>
    public static ValueTask ExplainedAsync(ValueTask task, Func<string> what) =>
        task.IsCompleted || !IsOfInterest ? task : ExplainPendingAsync(task, what);

    /// <inheritdoc/>
    void IDisposable.Dispose() => End();

    private static NamedWait Begin(Func<string> what, bool isForOwnWork = false)
    {
        var wait = new NamedWait(what, isForOwnWork);
        wait.Begin();
        return wait;
    }

    private static async ValueTask<T> ExplainPendingAsync<T>(ValueTask<T> task, Func<string> what)
    {
        using NamedWait wait = Begin(what);
        return await task.ConfigureAwait(EventLoop.IsCurrent);
    }

    private static async ValueTask ExplainPendingAsync(ValueTask task, Func<string> what)
    {
        using NamedWait wait = Begin(what);
        await task.ConfigureAwait(EventLoop.IsCurrent);
    }
}
