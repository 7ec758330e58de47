using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class EventLoopNestingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void RunUntil_OnTheLoop_RunsOtherWorkUntilTheConditionHolds()
    {
        List<string> order = [];

        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            loop.Post(_ => order.Add("first"), null);
            loop.Post(_ => order.Add("second"), null);
            loop.RunUntil(static order => ((List<string>)order).Contains("first"), order);
            order.Add("waited");
            return Task.CompletedTask;
        });

        Assert.Equal(["first", "waited", "second"], order);
    }

    [Fact]
    public void RunUntil_WokenByAnotherThread_Returns()
    {
        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            var state = new StrongBox();
            Task other = Task.Run(
                () =>
                {
                    Volatile.Write(ref state.Value, 1);
                    loop.Wake();
                },
                Cancellation);
            loop.RunUntil(static state => Volatile.Read(ref ((StrongBox)state).Value) == 1, state);
            return other;
        });
    }

    [Fact]
    public void RunUntil_WokenManyTimes_LosesNone()
    {
        const int Rounds = 20_000;

        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            var ping = new StrongBox();
            var pong = new StrongBox();
            var other = new Thread(() =>
            {
                for (int round = 1; round <= Rounds; round++)
                {
                    while (Volatile.Read(ref pong.Value) != round)
                    {
                        Thread.Yield();
                    }

                    Volatile.Write(ref ping.Value, round);
                    loop.Wake();
                }
            });
            other.Start();
            for (int round = 1; round <= Rounds; round++)
            {
                Volatile.Write(ref pong.Value, round);
                int wanted = round;
                loop.RunUntil(ping => Volatile.Read(ref ((StrongBox)ping).Value) == wanted, ping);
            }

            other.Join();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void RunUntil_DeeperThan64_Throws()
    {
        int depth = 0;
        InvalidOperationException? refused = null;

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            await Task.Yield();
            loop.Post(Descend, null);
            await Task.Yield();

            void Descend(object? state)
            {
                if (refused is not null)
                {
                    return;
                }

                depth++;
                loop.Post(Descend, null);
                try
                {
                    loop.RunUntil(_ => refused is not null, loop);
                }
                catch (InvalidOperationException exception)
                {
                    refused = exception;
                }
            }
        });

        Assert.NotNull(refused);
        Assert.Equal(EventLoop.MaxDepth, depth); // the program stands in the first, the last one was refused
    }

    [Fact]
    public void RunUntil_OnAnotherThread_Throws()
    {
        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            await Task.Run(() => Assert.Throws<InvalidOperationException>(() => loop.RunUntil(_ => false, loop)), Cancellation);
        });
    }

    [Fact]
    public void RunUntil_ConditionThatThrows_ThrowsAndLeavesTheLoopInOrder()
    {
        bool hasRun = false;

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            int looks = 0;
            loop.Post(_ => { }, null);
            Assert.Throws<InvalidTimeZoneException>(
                () => loop.RunUntil(_ => looks++ == 0 ? false : throw new InvalidTimeZoneException(), loop));
            await Task.Yield();
            hasRun = EventLoop.IsCurrent;
        });

        Assert.True(hasRun);
    }

    [Fact]
    public void RunUntil_Nested_KeepsTheContextOfTheWaitingFrameFromTheWorkAndIntact()
    {
        var local = new AsyncLocal<string?>();
        string? inPosted = "nothing";
        string? inTrusted = "nothing";
        string? after = null;

        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            local.Value = "posted";
            loop.Post(
                _ =>
                {
                    inPosted = local.Value;
                    local.Value = "changed";
                },
                null);
            bool isDone = false;
            loop.PostTrusted(() =>
            {
                inTrusted = local.Value;
                local.Value = "changed";
                isDone = true;
            });
            local.Value = "waiting";
            loop.RunUntil(_ => isDone, loop);
            after = local.Value;
            return Task.CompletedTask;
        });

        Assert.Equal("posted", inPosted);
        Assert.Null(inTrusted);
        Assert.Equal("waiting", after);
    }

    [Fact]
    public void RunPrivate_OnAPlainThread_PumpsAndRestores()
    {
        var local = new AsyncLocal<string?> { Value = "mine" };
        bool wasCurrent = false;
        string? inside = null;

        EventLoop.RunPrivate(loop =>
        {
            Task<bool> task = WorkAsync();
            loop.RunUntil(static task => ((Task)task).IsCompleted, task);
            wasCurrent = task.IsCompletedSuccessfully;
        });

        Assert.True(wasCurrent);
        Assert.Equal("mine", inside);
        Assert.Equal("mine", local.Value);
        Assert.False(EventLoop.IsCurrent);

        async Task<bool> WorkAsync()
        {
            await Task.Yield();
            inside = local.Value;
            return EventLoop.IsCurrent;
        }
    }

    private sealed class StrongBox
    {
        public int Value;
    }
}
