using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

public sealed class ExclusiveTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcquireAsync_Free_HoldsUntilDisposed()
    {
        Lease lease;
        using (lease = await Exclusive.AcquireAsync(_motor, _pump["speed"]))
        {
            Assert.True(lease.IsHeld);
            Assert.Equal("motor, pump['speed']", _motor.Owner!.Purpose);
            Assert.NotNull(_pump.Speed.Owner);
            Assert.Null(_pump.Owner);
            await _motor.Position.SetAsync(2 * mm);
            await _pump.Speed.SetAsync(3 * mm / s);
        }

        Assert.False(lease.IsHeld);
        Assert.Null(_motor.Owner);
        lease.Dispose();
    }

    [Fact]
    public void Acquire_Blocking_Works()
    {
        using (Exclusive.Acquire(_motor))
        {
            _motor.Position.Value = 1 * mm;
        }

        Assert.Equal(1 * mm, _motor.Position.Value);
    }

    [Fact]
    public async Task Held_SetsAndReadsOfOthers_Wait()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future set;
        Future read;
        using (await Exclusive.AcquireAsync(_motor))
        {
            set = Outside(() => _motor.Position.SetAsync(1 * mm));
            read = Outside(() => _motor.Position.GetAsync());
            await _motor.Position.SetAsync(5 * mm);
            Assert.False(set.IsDone);
            Assert.False(read.IsDone);
            Assert.Equal(5 * mm, _motor.Position.LastKnown);
        }

        await Future.All(set, read);
        Assert.Equal(["begin 5 mm", "end 5 mm", "begin 1 mm", "end 1 mm"], _motor.Log);
    }

    [Fact]
    public async Task Held_ParameterOnly_LeavesTheOthersFree()
    {
        using (await Exclusive.AcquireAsync(_motor.Position))
        {
            await Outside(() => _motor.Speed.SetAsync(2 * mm / s));
        }
    }

    [Fact]
    public async Task Held_Stop_DoesNotWait()
    {
        using (await Exclusive.AcquireAsync(_motor))
        {
            await Outside(_motor.StopAsync);
        }

        Assert.Equal(["stop"], _motor.Log);
    }

    [Fact]
    public async Task AcquireAsync_AllOrNothing_HoldsNoPartWhileItWaits()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future both;
        using (await Exclusive.AcquireAsync(_motor))
        {
            both = OutsideTask(async () =>
            {
                using (await Exclusive.AcquireAsync(_motor, _pump))
                {
                    await _pump.Position.SetAsync(1 * mm);
                }
            });
            Assert.Null(_pump.Owner);
        }

        await both;
    }

    [Fact]
    public async Task AcquireAsync_SeveralWaiting_AreServedInOrderOfArrival()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        List<int> order = [];
        List<Future> waiting = [];
        using (await Exclusive.AcquireAsync(_motor, _pump))
        {
            for (int i = 0; i < 10; i++)
            {
                int number = i;
                waiting.Add(OutsideTask(async () =>
                {
                    using (number % 2 == 0 ? await Exclusive.AcquireAsync(_motor, _pump) : await Exclusive.AcquireAsync(_motor))
                    {
                        order.Add(number);
                        await Task.Yield();
                    }
                }));
            }
        }

        await Future.All(waiting);
        Assert.Equal(Enumerable.Range(0, 10), order);
    }

    [Fact]
    public async Task AcquireAsync_NestedInOneFlow_IsReentrant()
    {
        using (await Exclusive.AcquireAsync(_motor))
        {
            using (await Exclusive.AcquireAsync(_motor, _pump))
            {
                await _motor.Position.SetAsync(1 * mm);
            }

            await _motor.Position.SetAsync(2 * mm);
        }

        Assert.Null(_motor.Owner);
        Assert.Null(_pump.Owner);
    }

    [Fact]
    public async Task Children_ShareTheLeaseAndExcludeEachOtherByNestedOnes()
    {
        int inside = 0;
        int most = 0;
        using (await Exclusive.AcquireAsync(_motor))
        {
            async Task Child()
            {
                await _motor.Speed.SetAsync(1 * mm / s);
                using (await Exclusive.AcquireAsync(_motor))
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    await _motor.Position.SetAsync(1 * mm);
                    Interlocked.Decrement(ref inside);
                }
            }

            await Future.All(Enumerable.Range(0, 8).Select(_ => Future.Start(Child)).ToArray());
            await _motor.Position.SetAsync(3 * mm);
        }

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Dispose_ChildStillActing_NextHolderWaitsForIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _motor.Answer = answer.Task;
        Future child;
        using (await Exclusive.AcquireAsync(_motor))
        {
            child = _motor.Position.SetAsync(1 * mm);
        }

        Future next = OutsideTask(async () =>
        {
            using (await Exclusive.AcquireAsync(_motor))
            {
                _motor.Note("next");
            }
        });
        Assert.False(next.IsDone);
        answer.SetResult();
        await Future.All(child, next);

        Assert.Equal(["begin 1 mm", "end 1 mm", "next"], _motor.Log);
    }

    [Fact]
    public async Task Dispose_ChildrenLoseTheRightAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future child;
        using (await Exclusive.AcquireAsync(_motor))
        {
            child = Future.Start(async () =>
            {
                await go.Task;
                Future set = _motor.Position.SetAsync(1 * mm);
                begun.SetResult();
                await set;
            });
        }

        using (await Exclusive.AcquireAsync(_motor))
        {
            go.SetResult();
            await begun.Task.WaitAsync(Cancellation);
            Assert.Empty(_motor.Log);
        }

        await child;
    }

    [Fact]
    public async Task AcquireAsync_Timeout_LeavesNoTraceAndNamesTheHolder()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        using (await Exclusive.AcquireAsync(_motor))
        {
            Future late = OutsideTask(async () =>
            {
                using (await Exclusive.AcquireAsync([_pump, _motor], TimeSpan.FromTicks(1)))
                {
                }
            });

            TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(async () => await late);

            Assert.Contains("motor is held by", thrown.Message, StringComparison.Ordinal);
            Assert.Null(_pump.Owner);
            await Outside(() => _pump.Position.SetAsync(1 * mm));
        }

        await _motor.Position.SetAsync(1 * mm);
    }

    [Fact]
    public async Task AcquireAsync_CancelledWhileWaiting_LeavesNoTrace()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        using var cancel = new CancellationTokenSource();
        Future byFamily;
        Future next;
        using (await Exclusive.AcquireAsync(_motor))
        {
            Future byToken = OutsideTask(async () =>
            {
                using (await Exclusive.AcquireAsync([_motor], cancellationToken: cancel.Token))
                {
                }
            });
            byFamily = OutsideTask(async () =>
            {
                using (await Exclusive.AcquireAsync(_motor))
                {
                }
            });
            next = Outside(() => _motor.Position.SetAsync(1 * mm));
            cancel.Cancel();
            await byFamily.CancelAsync();
            OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byToken);
            Assert.Equal(cancel.Token, thrown.CancellationToken);
        }

        await next;
        Assert.True(byFamily.IsCancelled);
        Assert.Null(_motor.Owner);
    }

    [Fact]
    public async Task AcquireAsync_FromAHelper_IsHeldByTheCaller()
    {
        ValueTask<Lease> Helper() => Exclusive.AcquireAsync(_motor);
#pragma warning disable TUTTI005 // Its caller adopts it.
        async Task<Lease> AwaitingHelper() => await Helper();
#pragma warning restore TUTTI005

        using (await Helper())
        {
            await _motor.Position.SetAsync(1 * mm);
        }

        using (Lease lease = (await AwaitingHelper()).Adopt())
        {
            await _motor.Position.SetAsync(1 * mm);
        }

        Assert.Null(_motor.Owner);
    }

    [Fact]
    public void Acquire_HeldByThisThreadWithAsynchronyOff_ThrowsInsteadOfHanging()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        using (Exclusive.Acquire(_motor))
        {
            Future outside = Outside(() => _motor.Position.SetAsync(1 * mm));

            Assert.Contains("same thread", Assert.Throws<InvalidOperationException>(() => outside.Join()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explain_WaitsForALeaseThatAHelperAwaited_SaysHowToHoldIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future scan = Future.Start(
            async () =>
            {
                using (await HelpAsync())
                {
                    await _motor.Position.SetAsync(1 * mm, Cancellation);
                }
            },
            Cancellation,
            "scan");

        string explained = scan.Explain();
        scan.Cancel();

        Assert.Matches(@"motor is held by 'scan' since .+ \(ExclusiveTests\.cs:\d+\) \(the same procedure: .+ has to say Adopt\(\)\)", explained);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await scan);

#pragma warning disable TUTTI005 // That is the mistake.
        async Task<Lease> HelpAsync() => await Exclusive.AcquireAsync(_motor);
#pragma warning restore TUTTI005
    }

    [Fact]
    public async Task AcquireAsync_RequestBeforeItIsGranted_GoesOnWithIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Lease first = default;
        await OutsideTask(async () => first = await Exclusive.AcquireAsync(_motor));

        ValueTask<Lease> both = Exclusive.AcquireAsync(_motor, _pump);
        Future set = _pump.Position.SetAsync(1 * mm, Cancellation);
        Assert.False(set.IsDone);
        first.Dispose();

        using (await both)
        {
            await set;
        }
    }

    [Fact]
    public async Task Acquire_ThreadThatCannotWait_IsNotGrantedLaterToNobody()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        using (await Exclusive.AcquireAsync(_motor))
        {
            using (ExecutionContext.SuppressFlow())
            {
                new ForeignContext().Call(() => Assert.Throws<InvalidOperationException>(() => Exclusive.Acquire(_motor)));
            }
        }

        Assert.Null(_motor.Owner);
        await Outside(() => _motor.Position.SetAsync(1 * mm));
    }

    [Fact]
    public void Acquire_FlowSuppressed_HoldsThereAndLeavesTheOuterLease()
    {
        using (Exclusive.Acquire(_pump))
        {
            using (ExecutionContext.SuppressFlow())
            {
                using (Exclusive.Acquire(_motor))
                {
                    _motor.Position.Value = 1 * mm;
                }
            }

            _pump.Position.Value = 1 * mm;
        }

        Assert.Null(_motor.Owner);
        Assert.Null(_pump.Owner);
    }

    [Fact]
    public async Task Dispose_OuterLeaseBeforeTheNestedOne_FreesAllInTheEnd()
    {
#pragma warning disable TUTTI011 // By using they would be returned in the other order.
        Lease outer = await Exclusive.AcquireAsync(_motor, _pump);
        Lease nested = await Exclusive.AcquireAsync(_motor);
#pragma warning restore TUTTI011

        outer.Dispose();
        await Outside(() => _pump.Position.SetAsync(1 * mm));
        await _motor.Position.SetAsync(1 * mm, Cancellation);
        Assert.NotNull(_motor.Owner);
        nested.Dispose();

        Assert.Null(_motor.Owner);
        await Outside(() => _motor.Position.SetAsync(2 * mm));
    }

    [Fact]
    public void Acquire_BadArguments_ThrowsAtOnce()
    {
        Assert.Throws<ArgumentException>(() => Exclusive.Acquire());
        Assert.Throws<ArgumentNullException>(() => Exclusive.Acquire(_motor, null!));
        Assert.Throws<ArgumentException>(() => Exclusive.Acquire(_motor, _pump, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Exclusive.Acquire([_motor], TimeSpan.FromSeconds(-2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Exclusive.Acquire([_motor], TimeSpan.MaxValue));
    }

    /// <summary>Starts something that is no child of the calling flow.</summary>
    private static Future Outside(Func<Future> start)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Future.Start(() => start().AsTask());
        }
    }

    private static Future OutsideTask(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Future.Start(work);
        }
    }
}
