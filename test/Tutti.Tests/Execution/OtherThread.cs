namespace Tutti.Tests.Execution;

/// <summary>Is a thread that knows nothing of the caller's flow.</summary>
internal static class OtherThread
{
    /// <summary>Does something there and waits for it.</summary>
    /// <param name="action">What to do.</param>
    public static void Run(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.UnsafeStart();
        Assert.True(thread.Join(HangGuard.Limit));
        Assert.Null(failure);
    }
}
