using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Testing;

namespace Tutti.Tests.Exclusion;

/// <summary>Runs tests on an event loop, where one line of control runs at a time, and with a deadline.</summary>
internal static class OnLoop
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Runs a test; skips it with asynchrony off, where what waits for later program text throws.</summary>
    public static void Run(Func<Task> test)
    {
        SkipIfOff();
        EventLoop.Run(() => EndAsync(test()));
    }

    /// <summary>Runs a test in virtual time; skips it with asynchrony off too.</summary>
    /// <returns>The virtual time that it took.</returns>
    public static TimeSpan RunInVirtualTime(Func<Task> test, int? seed = null)
    {
        SkipIfOff();
        return Virtual.Run(test, seed);
    }

    /// <summary>Skips a test of what waits for later program text, which throws with asynchrony off.</summary>
    public static void SkipIfOff() => Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);

    /// <summary>Waits for a future that fails since it would never end.</summary>
    public static async Task<DeadlockException> ThrowsDeadlockAsync(Future future) =>
        await Assert.ThrowsAsync<DeadlockException>(async () => await future);

    /// <summary>Waits for a test to end, but no longer than a test may take.</summary>
    /// <param name="test">The test.</param>
    /// <param name="describe">Says more of what hangs.</param>
    public static async Task EndAsync(Task test, Func<string>? describe = null)
    {
        if (Asynchrony.IsDisabled) // Differences.NothingIsPending
        {
            await test; // A delay would wait here.
            return;
        }

        Future late = Clock.Delay(Deadline);
        if (await Task.WhenAny(test, late.AsTask()) != test)
        {
            throw new TimeoutException($"It hangs. {describe?.Invoke()}{Environment.NewLine}{Explanation.OfAllRunning()}");
        }

        late.Cancel();
        await test;
    }

    /// <summary>Lets all go on that can.</summary>
    public static async Task SettleAsync()
    {
        for (int i = 0; i < 50; i++)
        {
            await Task.Yield();
        }
    }

    /// <summary>Starts something that is no child of the calling flow.</summary>
    public static Future Outside(Func<Task> work, string name)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Future.Start(work, name: name);
        }
    }
}
