namespace Tutti.Execution.Internal;

/// <summary>Ends when a task ends that is a line of the calling future's own work, so that another line of it can wait for that.</summary>
/// <remarks>What the task itself waits for counts as what the future waits for.</remarks>
internal sealed class OwnWork : Future
{
    private OwnWork(string name)
        : base(name)
    {
    }

    /// <summary>Makes a future that ends when it is told to.</summary>
    public static OwnWork Pending(string name) => new(name);

    /// <summary>Makes a future that ends when a task has, however that ended.</summary>
    public static OwnWork EndOf(Task task, string name)
    {
        var over = new OwnWork(name);
        task.ConfigureAwait(EventLoop.IsCurrent).GetAwaiter().UnsafeOnCompleted(over.End);
        return over;
    }
}
