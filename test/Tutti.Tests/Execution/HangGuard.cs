using Tutti.Execution.Internal;

namespace Tutti.Tests.Execution;

/// <summary>Gives a test a deadline; when that passes it fails and tells what every running future waits for.</summary>
internal static class HangGuard
{
    /// <summary>Gets the longest time that anything may take on the slowest machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs a test on a thread of its own, so that one that blocks for ever fails nevertheless.</summary>
    public static Task RunAsync(Action test)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                test();
                ended.SetResult();
            }
#pragma warning disable CA1031 // Passed on to the test.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ended.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "guarded test",
        };
        thread.Start();
        return WatchAsync(ended.Task);
    }

    /// <summary>Runs an asynchronous test on the thread pool.</summary>
    public static Task RunAsync(Func<Task> test) => WatchAsync(Task.Run(test));

    private static async Task WatchAsync(Task test)
    {
        try
        {
            await test.WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!test.IsCompleted)
        {
            Assert.Fail($"The test hangs. What runs:{Environment.NewLine}{Explanation.OfAllRunning()}");
        }
    }
}
