using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>A request that would close a circle fails at once, and says who holds and wants what; whoever can go on is left alone.</summary>
public sealed class DeadlockTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");
    private readonly Stage _camera = new("camera");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void AcquireAsync_NestedInOppositeOrder_ThrowsAtOnceAndNamesBoth() => OnLoop.Run(async () =>
    {
        Line scan = Line.Start("scan");
        Line fill = Line.Start("fill");
        await scan.AcquireAsync(_motor);
        await fill.AcquireAsync(_pump);
        Task waiting = scan.AcquireAsync(_pump["speed"]);

        DeadlockException thrown = await Assert.ThrowsAsync<DeadlockException>(() => fill.AcquireAsync(_motor));

        string[] lines = thrown.Message.Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.Matches(
            @"'fill' waits for exclusive access to motor \(Line\.cs:\d+\): motor is held by 'scan' since \d\d:\d\d:\d\d UTC \(Line\.cs:\d+\)", lines[1]);
        Assert.Matches(@"'scan' waits for exclusive access to pump\['speed'\] \(Line\.cs:\d+\): pump is held by 'fill' since .+ UTC", lines[2]);
        Assert.False(waiting.IsCompleted);
        fill.End();
        await waiting; // Nothing was enqueued, and the other goes on.
        await EndFreeAsync(scan);
    });

    [Fact]
    public void AcquireAsync_CircleOfThree_ThrowsForTheOneThatClosesIt() => OnLoop.Run(async () =>
    {
        Line a = Line.Start("a");
        Line b = Line.Start("b");
        Line c = Line.StartOutside();
        await a.AcquireAsync(_motor);
        await b.AcquireAsync(_pump);
        await c.AcquireAsync(_camera);
        Task first = a.AcquireAsync(_pump);
        Task second = b.AcquireAsync(_camera);

        DeadlockException thrown = await Assert.ThrowsAsync<DeadlockException>(() => c.AcquireAsync(_motor));

        Assert.Equal(4, thrown.Message.Split(Environment.NewLine).Length);
        Assert.Contains("'the main flow' waits for exclusive access to motor", thrown.Message, StringComparison.Ordinal);
        c.End();
        await second;
        b.End();
        await first;
        await EndFreeAsync(a);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AcquireAsync_ThroughAChildThatTheHolderAwaits_Throws(bool childIsLast) => OnLoop.Run(async () =>
    {
        Line parent = Line.Start("parent");
        Line other = Line.Start("other");
        await parent.AcquireAsync(_motor);
        await other.AcquireAsync(_pump);
        Line? child = null;
        Task awaiting = parent.DoAsync(async () =>
        {
            child = Line.StartWithin("child");
            await child.Future!;
        });
        await OnLoop.SettleAsync();
        Task waiting = childIsLast ? other.AcquireAsync(_motor) : child!.AcquireAsync(_pump);

        DeadlockException thrown = await Assert.ThrowsAsync<DeadlockException>(
            () => childIsLast ? child!.AcquireAsync(_pump) : other.AcquireAsync(_motor));

        Assert.Contains("'parent' waits for 'child'", thrown.Message, StringComparison.Ordinal);
        if (!childIsLast)
        {
            other.End();
            await waiting;
        }

        child!.End();
        await awaiting;
        parent.End();
        await waiting;
        await EndFreeAsync(other);
    });

    [Fact]
    public void AcquireAsync_UpgradeWithinTwoOperationsOfOneDevice_Throws() => OnLoop.Run(async () =>
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var probe = new Probe();
        async Task Upgrade()
        {
            await go.Task;
            using (await Exclusive.AcquireAsync(probe))
            {
            }
        }

        Future first = OnLoop.Outside(() => probe.OperateAsync(Upgrade), "first");
        Future second = OnLoop.Outside(() => probe.OperateAsync(Upgrade), "second");
        go.SetResult();

        DeadlockException thrown = await Assert.ThrowsAsync<DeadlockException>(async () => await second);
        Assert.Contains("'first' uses probe", thrown.Message, StringComparison.Ordinal);
        await first; // It is granted when the other one's operation has ended.
    });

    [Fact]
    public void AcquireAsync_UpgradeWithinTheOnlyOperation_IsGranted() => OnLoop.Run(async () =>
    {
        await using var probe = new Probe();
        bool wasHeld = false;

        await OnLoop.Outside(
            () => probe.OperateAsync(async () =>
            {
                using Lease lease = await Exclusive.AcquireAsync(probe);
                wasHeld = lease.IsHeld;
            }),
            "only");

        Assert.True(wasHeld);
    });

    [Fact]
    public void AcquireAsync_SiblingsBelowOneLease_Throws() => OnLoop.Run(async () =>
    {
        Line parent = Line.Start("parent");
        Line? left = null;
        Line? right = null;
        await parent.AcquireAsync(_motor, _pump);
        await parent.DoAsync(() =>
        {
            left = Line.StartWithin("left");
            right = Line.StartWithin("right");
            return Task.CompletedTask;
        });
        await left!.AcquireAsync(_motor);
        await right!.AcquireAsync(_pump);
        Task waiting = left.AcquireAsync(_pump);

        await Assert.ThrowsAsync<DeadlockException>(() => right.AcquireAsync(_motor));

        right.End();
        await waiting;
        left.End();
        await EndFreeAsync(parent);
    });

    [Fact]
    public void SetAsync_HolderAwaitsTheSetter_Throws() => OnLoop.Run(async () =>
    {
        Line setter = Line.Start("setter");
        Line holder = Line.Start("holder");
        await holder.AcquireAsync(_motor);
        Task awaiting = holder.DoAsync(async () => await setter.Future!);
        await OnLoop.SettleAsync();

        DeadlockException thrown = await Assert.ThrowsAsync<DeadlockException>(
            () => setter.DoAsync(async () => await _motor.Position.SetAsync(1 * mm)));

        Assert.Contains("its turn at motor['position']: motor is held by 'holder'", thrown.Message, StringComparison.Ordinal);
        setter.End();
        await awaiting;
        await EndFreeAsync(holder);
        Assert.Empty(_motor.Log);
    });

    [Fact]
    public void AcquireAsync_SomebodyAheadWaitsForTheCaller_Throws() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line ahead = Line.Start("ahead");
        await holder.AcquireAsync(_motor);
        Task waiting = ahead.AcquireAsync(_motor, _pump);

        DeadlockException thrown = await Assert.ThrowsAsync<DeadlockException>(() => holder.AcquireAsync(_pump));

        Assert.Contains("'ahead' asked before for motor, pump", thrown.Message, StringComparison.Ordinal);
        holder.End();
        await waiting;
        await EndFreeAsync(ahead);
    });

    [Fact]
    public void GetAsync_BehindOneWhoWantsTheDeviceOfWhatTheCallerHolds_Throws() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line ahead = Line.Start("ahead");
        await holder.AcquireAsync(_motor["speed"]);
        Task waiting = ahead.AcquireAsync(_motor);

        await Assert.ThrowsAsync<DeadlockException>(() => holder.DoAsync(async () => await _motor.Position.GetAsync()));

        holder.End();
        await waiting;
        await EndFreeAsync(ahead);
    });

    [Fact]
    public void AcquireAsync_CircleWithATimeLimit_ThrowsAtOnce() => OnLoop.Run(async () =>
    {
        Line a = Line.Start("a");
        Line b = Line.Start("b");
        await a.AcquireAsync(_motor);
        await b.AcquireAsync(_pump);
        Task waiting = a.AcquireAsync(TimeSpan.FromDays(1), Cancellation, _pump);

        await Assert.ThrowsAsync<DeadlockException>(() => b.AcquireAsync(TimeSpan.FromDays(1), Cancellation, _motor));

        b.End();
        await waiting;
        await EndFreeAsync(a);
    });

    [Fact]
    public void AcquireAsync_AfterTheCircleWasRefused_CanBeAskedAgain() => OnLoop.Run(async () =>
    {
        Line a = Line.Start("a");
        Line b = Line.Start("b");
        await a.AcquireAsync(_motor);
        await b.AcquireAsync(_pump);
        Task waiting = a.AcquireAsync(_pump);
        await Assert.ThrowsAsync<DeadlockException>(() => b.AcquireAsync(_motor));

        await b.ReleaseAsync();
        await waiting;
        Task again = b.AcquireAsync(_motor, _pump);
        a.End();
        await again;

        await EndFreeAsync(b);
    });

    [Fact]
    public void AcquireAsync_HolderIsBusyWithSomethingElse_Waits() => OnLoop.Run(async () =>
    {
        var other = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Line holder = Line.Start("holder");
        Line waiter = Line.Start("waiter");
        await holder.AcquireAsync(_motor);
        await waiter.AcquireAsync(_pump);
        Task busy = holder.DoAsync(() => other.Task);
        Task waiting = waiter.AcquireAsync(_motor);
        await OnLoop.SettleAsync();
        Assert.False(waiting.IsCompleted);

        other.SetResult();
        await busy;
        holder.End();
        await waiting;
        await EndFreeAsync(waiter);
    });

    [Fact]
    public void AcquireAsync_OneOfTwoLinesOfTheHolderGoesOn_Waits() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line waiter = Line.Start("waiter");
        await holder.AcquireAsync(_motor);
        await waiter.AcquireAsync(_pump);
        Task side = Task.CompletedTask;
        Future pause = Clock.Delay(TimeSpan.FromHours(1));
        Task main = holder.DoAsync(async () =>
        {
            async Task Side()
            {
                using (await Exclusive.AcquireAsync(_pump))
                {
                }
            }

            side = Side();
            await pause;
        });
        await OnLoop.SettleAsync();

        Task waiting = waiter.AcquireAsync(_motor); // The holder's main line ends its pause and gives the motor back.
        await OnLoop.SettleAsync();
        Assert.False(waiting.IsCompleted);

        pause.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => main);
        holder.End();
        await waiting;
        waiter.End();
        await side;
        await OnLoop.SettleAsync();
        AssertFree();
    });

    [Fact]
    public void Acquire_BlockingInOppositeOrder_OneOfTwoThrows()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NoSecondThread);
        using var bothHold = new Barrier(2);
        void Hold(Stage first, Stage second)
        {
            using (Exclusive.Acquire(first))
            {
                bothHold.SignalAndWait(Cancellation);
                using (Exclusive.Acquire(second))
                {
                }
            }
        }

        Future[] both = [Future.Run(() => Hold(_motor, _pump)), Future.Run(() => Hold(_pump, _motor))];
        foreach (Future future in both)
        {
            try
            {
                future.Join(TimeSpan.FromSeconds(30));
            }
            catch (DeadlockException)
            {
            }
        }

        Assert.Single(both, future => future.Exception is DeadlockException);
        AssertFree();
    }

    [Fact]
    public void Explain_OfAWaiter_SaysWhoHoldsIt() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line waiter = Line.Start("waiter");
        await holder.AcquireAsync(_motor);
        Task waiting = waiter.AcquireAsync(_motor["speed"]);
        await OnLoop.SettleAsync();

        Assert.Matches(
            @"waits 0\.\d s for exclusive access to motor\['speed'\] \(Line\.cs:\d+\): motor is held by 'holder' since .+\n +holder \(running",
            waiter.Future!.Explain().ReplaceLineEndings("\n"));
        holder.End();
        await waiting;
        await EndFreeAsync(waiter);
    });

    [Fact]
    public void Explain_OfAWaiterWithATimeLimit_SaysThat() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line waiter = Line.Start("waiter");
        await holder.AcquireAsync(_motor);
        Task waiting = waiter.AcquireAsync(TimeSpan.FromSeconds(30), Cancellation, _motor);
        await OnLoop.SettleAsync();

        Assert.Matches(
            @"waits 0\.\d s for exclusive access to motor \(Line\.cs:\d+\), for at most 30 s: motor is held by 'holder' since .+ UTC",
            waiter.Future!.Explain());
        holder.End();
        await waiting;
        await EndFreeAsync(waiter);
    });

    private async Task EndFreeAsync(Line last)
    {
        last.End();
        await OnLoop.SettleAsync();
        AssertFree();
    }

    private void AssertFree() =>
        Assert.All(((Stage[])[_motor, _pump, _camera]).SelectMany(stage => ((IExclusive)stage).Gates), gate => Assert.True(gate.IsFree));

    /// <summary>A device with a command of any kind.</summary>
    private sealed class Probe() : Device("probe")
    {
        public async Task OperateAsync(Func<Task> command)
        {
            using IDisposable operation = await BeginOperationAsync(Cancellation);
            await command();
        }
    }
}
