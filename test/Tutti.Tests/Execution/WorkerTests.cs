using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>The threads of blocking functions: used again when they are idle, and never waited for.</summary>
public sealed class WorkerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_BackToBack_LosesNoFunctionAndNoResult()
    {
        OtherThread.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                int number = i;
                Assert.Equal(number, Future.Run(() => number, Cancellation).Join(Limit).Result);
            }
        });
    }

    [Fact]
    public void Run_FromManyThreadsAtATime_LosesNoFunction()
    {
        const int Threads = 6;
        const int Runs = 2_000;
        int sum = 0;

        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < Runs; i++)
            {
                Future.Run(() => Interlocked.Increment(ref sum), CancellationToken.None).Join();
            }
        }))];
        Array.ForEach(threads, thread => thread.UnsafeStart());

        Assert.All(threads, thread => Assert.True(thread.Join(Limit)));
        Assert.Equal(Threads * Runs, sum);
    }

    [Fact]
    public void Run_WhileItsWorkerStillEndsTheFutureBefore_StartsAllTheSame()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.ThenRunsAtOnce);

        // What is started while a future ends may be given to the very worker that ends it.
        for (int i = 0; i < 2_000; i++)
        {
            Future<int> first = Future.Run(() => 1, Cancellation);
            Future<int> second = first.Then(one => one + 1);
            Future<int> third = second.Then(two => Future.Run(() => two + 1, CancellationToken.None));

            Assert.Equal(3, third.Join(Limit).Result);
        }
    }

    [Fact]
    public void Run_ThousandBlocked_StartTheNextAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NoSecondThread);
        const int Blocked = 1_000;
        using var gate = new ManualResetEventSlim();
        using var running = new CountdownEvent(Blocked);
        List<Future> all = [];
        for (int i = 0; i < Blocked; i++)
        {
            all.Add(Future.Run(
                void () =>
                {
                    running.Signal();
                    gate.Wait(Cancellation);
                },
                Cancellation));
        }

        Assert.True(running.Wait(Limit, Cancellation));
        Assert.Equal(7, Future.Run(() => 7, Cancellation).Join(Limit).Result);

        gate.Set();
        all.ForEach(future => future.Join(Limit));
    }

    [Fact]
    public void Run_FunctionThatThrows_KeepsItAndUsesTheWorkerAgain()
    {
        for (int i = 0; i < 200; i++)
        {
            Future future = Future.Run(void () => throw new InvalidTimeZoneException(), Cancellation);
            Assert.Throws<InvalidTimeZoneException>(() => future.Join(Limit));
        }
    }
}
