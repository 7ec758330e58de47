using Tutti.Exclusion;
using Tutti.Exclusion.Internal;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>Those who compete for the same are handed it one by one; whoever else is concerned keeps the place in the order of arrival.</summary>
public sealed class ExclusiveHandOverTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");
    private readonly Stage _camera = new("camera");

    [Fact]
    public void AcquireAsync_ManyForTheSame_AreServedInOrderOfArrival() => OnLoop.Run(async () =>
    {
        Line[] lines = [.. Enumerable.Range(0, 6).Select(i => Line.Start($"line {i}"))];
        Task[] requests = [.. lines.Select(line => line.AcquireAsync(_motor, _pump))];

        for (int i = 0; i < lines.Length; i++)
        {
            await OnLoop.SettleAsync();
            Assert.Equal(i + 1, requests.Count(request => request.IsCompleted));
            Assert.Equal($"line {i}", _motor.Owner!.Holder);
            Assert.Equal($"line {i}", _pump.Position.Owner!.Holder);
            await requests[i];
            lines[i].End();
        }

        await AssertFreeAsync();
    });

    [Fact]
    public void AcquireAsync_SomebodyBetweenWantsAPart_IsNotOvertaken() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line part = Line.Start("part");
        Line same = Line.Start("same");
        await holder.AcquireAsync(_motor, _pump);
        Task first = part.AcquireAsync(_pump.Position);
        Task second = same.AcquireAsync(_motor, _pump);
        await OnLoop.SettleAsync();

        holder.End();
        await first;
        await OnLoop.SettleAsync();

        Assert.False(second.IsCompleted);
        Assert.Null(_motor.Owner);
        part.End();
        await second;
        same.End();
        await AssertFreeAsync();
    });

    [Fact]
    public void Dispose_ChildStillActing_WhoWaitsForTheSameWaitsForItToo() => OnLoop.Run(async () =>
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _motor.Answer = answer.Task;
        Line next = Line.Start("next");
        Future child;
        Task waiting;
        using (await Exclusive.AcquireAsync(_motor))
        {
            child = _motor.Position.SetAsync(1 * mm, TestContext.Current.CancellationToken);
            waiting = next.AcquireAsync(_motor);
            await OnLoop.SettleAsync();
        }

        await OnLoop.SettleAsync();
        Assert.False(waiting.IsCompleted);
        answer.SetResult();
        await child;
        await waiting;
        next.End();
        await AssertFreeAsync();
    });

    [Fact]
    public void AcquireAsync_NamedTwice_IsHandedOverOnce() => OnLoop.Run(async () =>
    {
        Line first = Line.Start("first");
        Line second = Line.Start("second");
        Line third = Line.Start("third");
        await first.AcquireAsync(_motor, _motor.Position);
        Task[] requests = [second.AcquireAsync(_motor, _motor.Position), third.AcquireAsync(_motor, _motor.Position)];

        first.End();
        await requests[0];
        await OnLoop.SettleAsync();
        Assert.False(requests[1].IsCompleted);
        second.End();
        await requests[1];
        third.End();

        await AssertFreeAsync();
    });

    [Fact]
    public void AcquireAsync_RequestsWithinTheNextOne_GoOnWithIt() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line next = Line.Start("next");
        await holder.AcquireAsync(_motor);
        Task<bool> both = Task.FromResult(false);
        Task asking = next.DoAsync(() =>
        {
            both = AcquireTwiceAsync();
            return Task.CompletedTask;

            async Task<bool> AcquireTwiceAsync()
            {
                ValueTask<Lease> outer = Exclusive.AcquireAsync(_motor);
                ValueTask<Lease> inner = Exclusive.AcquireAsync(_motor); // within the one before, which waits
                using (await outer)
                {
                    using (await inner)
                    {
                        return true;
                    }
                }
            }
        });
        await asking;

        holder.End();

        Assert.True(await both);
        next.End();
        await AssertFreeAsync();
    });

    [Fact]
    public void AcquireAsync_RefusedAfterSomeGatesWereEntered_LeavesNobodyAsleep() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        Line waiter = Line.Start("waiter");
        using Lease camera = await Exclusive.AcquireAsync(_camera);
        await holder.AcquireAsync(_pump);
        Task waiting = holder.AcquireAsync(_camera);
        await OnLoop.SettleAsync();

        var claim = new LeaseClaim(_motor, _pump, null, 0);
        Assert.False(claim.TryEnterAtOnce(out bool hasEntered));
        Assert.True(hasEntered);
        Task other = waiter.AcquireAsync(_motor); // comes just now, while the claim tries its gates
        await OnLoop.SettleAsync();
        Assert.False(other.IsCompleted);
        Assert.Throws<DeadlockException>(() => claim.EnterSlowly(hasEntered));

        await other;
        camera.Dispose();
        await waiting;
        waiter.End();
        holder.End();
        await AssertFreeAsync();
    });

    [Fact]
    public void Owner_AskedWhileAllGatesWereTried_IsToldAnewWhenItIsGranted() => OnLoop.Run(async () =>
    {
        Line holder = Line.Start("holder");
        await holder.AcquireAsync(_pump);
        var claim = new LeaseClaim(_motor, _pump, null, 0);
        claim.TryEnterAtOnce(out bool hasEntered);
        Ownership early = _motor.Owner!;
        Assert.False(claim.EnterSlowly(hasEntered));
        Assert.Null(_motor.Owner);

        holder.End();
        await OnLoop.SettleAsync();

        Assert.NotSame(early, _motor.Owner); // It holds it since now.
        claim.End();
        await AssertFreeAsync();
    });

    private async Task AssertFreeAsync()
    {
        await OnLoop.SettleAsync();
        Assert.All(((Stage[])[_motor, _pump, _camera]).SelectMany(stage => ((IExclusive)stage).Gates), gate => Assert.True(gate.IsFree));
    }
}
