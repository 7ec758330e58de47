using System.Runtime.CompilerServices;
using Tutti.Execution;

namespace Tutti.Tests.Execution.Malice;

/// <content>Very many failures at once.</content>
public sealed partial class MaliceTests
{
    private const int Many = 10_000;

    [Fact]
    public Task Fail_TenThousandAtOnce_AllReachWhoAwaitsThem() => HangGuard.RunAsync(async () =>
    {
        Future start = Asynchrony.IsDisabled ? Future.Completed : new Future("start"); // Differences.NothingIsPending
        Future[] futures = [.. Enumerable.Range(0, Many).Select(i => Future.Start(() => FailAsync(start, i), Cancellation))];
        Future all = Future.All(futures);
        Future parent = Future.Start(async () => await all, Cancellation);
        int seen = 0;
        Task[] observers = [.. futures.Select(future => Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            try
            {
                await future;
            }
            finally
            {
                Interlocked.Increment(ref seen);
            }
        }))];

        start.End();
        await Task.WhenAll(observers);

        Assert.Equal(Many, seen);
        InvalidDataException ofParent = await Assert.ThrowsAsync<InvalidDataException>(async () => await parent);
        Assert.Equal("0", ofParent.Message);
        Assert.Contains(nameof(FailAsync), ofParent.StackTrace, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, Many), futures.Select(future => int.Parse(future.Exception!.Message)));
    });

    [Fact]
    public Task Fail_TenThousandAtOnceHalfOfThemDropped_JustThoseAreReported() => HangGuard.RunAsync(() =>
    {
        const string Name = "one of ten thousand, half of them dropped";
        HashSet<string> reported = [];
        int twice = 0;
        void OnUnobserved(object? sender, UnobservedFailureEventArgs e)
        {
            if (e.Name == Name && !reported.Add(e.Exception.Message))
            {
                twice++;
            }
        }

        Future.UnobservedFailure += OnUnobserved;
        try
        {
            FailAndDropHalf(Name);
            Garbage.CollectUntil(() => reported.Count >= Many / 2);

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            Future.UnobservedFailure -= OnUnobserved;
        }

        Assert.Equal(Enumerable.Range(0, Many / 2).Select(i => $"{(2 * i) + 1}").Order(), reported.Order());
        Assert.Equal(0, twice);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FailAndDropHalf(string name)
    {
        Future start = Asynchrony.IsDisabled ? Future.Completed : new Future("start"); // Differences.NothingIsPending
        Future[] futures = [.. Enumerable.Range(0, Many).Select(i => Future.Start(() => FailAsync(start, i), CancellationToken.None, name))];
        start.End();
        for (int i = 0; i < Many; i += 2)
        {
            Future future = futures[i];
            Assert.Throws<InvalidDataException>(() => future.Join());
        }

        SpinWait.SpinUntil(() => Array.TrueForAll(futures, future => future.IsDone));
    }

    private static async Task FailAsync(Future start, int i)
    {
        await start;
        throw new InvalidDataException($"{i}");
    }
}
