using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>What is known of who holds something, and what is left of those who do not any more.</summary>
public sealed class ExclusiveTraceTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");

    [Fact]
    public async Task Owner_Held_SaysWhoSinceWhenWhyAndWhere()
    {
        DateTimeOffset before = Clock.Current.GetUtcNow();
        await Future.Start(
            async () =>
            {
                using (await Exclusive.AcquireAsync(_motor, _pump["speed"]))
                {
                    Ownership owner = _motor.Owner!;
                    Assert.Equal("scan", owner.Holder);
                    Assert.Equal("motor, pump['speed']", owner.Purpose);
                    Assert.Matches(@"^ExclusiveTraceTests\.cs:\d+$", owner.Place);
                    Assert.InRange(owner.Since, before - TimeSpan.FromSeconds(1), Clock.Current.GetUtcNow());
                    Assert.Equal(owner, _motor.Position.Owner);
                    Assert.Equal(owner, _pump.Speed.Owner);
                    Assert.Null(_pump.Owner); // All of it is not held.
                }
            },
            name: "scan");
        Assert.Null(_motor.Owner);
    }

    [Fact]
    public async Task AcquireAsync_OfThreeOrFour_SaysWhere()
    {
        using (await Exclusive.AcquireAsync(_motor, _pump.Position, _pump.Speed))
        {
            AssertPlaces(_motor, _pump.Position, _pump.Speed);
        }

        using (await Exclusive.AcquireAsync(_motor, _pump.Position, _pump.Speed, _pump.Mode))
        {
            AssertPlaces(_motor, _pump.Position, _pump.Speed, _pump.Mode);
        }
    }

    [Fact]
    public void Acquire_OfThreeOrFour_SaysWhere()
    {
        using (Exclusive.Acquire(_motor, _pump.Position, _pump.Speed))
        {
            AssertPlaces(_motor, _pump.Position, _pump.Speed);
        }

        using (Exclusive.Acquire(_motor, _pump.Position, _pump.Speed, _pump.Mode))
        {
            AssertPlaces(_motor, _pump.Position, _pump.Speed, _pump.Mode);
        }
    }

    [Fact]
    public async Task Owner_Nested_IsTheInnermost()
    {
        using (await Exclusive.AcquireAsync(_motor))
        {
            using (await Exclusive.AcquireAsync(_motor.Position, _pump))
            {
                Assert.Equal("motor['position'], pump", _motor.Position.Owner!.Purpose);
                Assert.Equal("motor", _motor.Owner!.Purpose);
            }

            Assert.Equal("motor", _motor.Position.Owner!.Purpose);
        }
    }

    [Fact]
    public async Task AcquireAsync_NamedTwice_IsHeldAndGivenBackOnce()
    {
        using (await Exclusive.AcquireAsync(_motor.Position, _motor))
        {
            Assert.Equal("motor['position'], motor", _motor.Owner!.Purpose);
        }

        using (await Exclusive.AcquireAsync(_motor, _pump, _motor["position"]))
        {
            await _motor.Position.SetAsync(1 * mm, TestContext.Current.CancellationToken);
        }

        AssertFree();
    }

    [Fact]
    public async Task AcquireAsync_DeviceWithATimeLimit_MeansAllOfIt()
    {
        using (await Exclusive.AcquireAsync(_motor, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken))
        {
            Assert.NotNull(_motor.Owner);
        }
    }

    [Fact]
    public async Task Adopt_WithinALeaseThatItWasNotAcquiredIn_Throws()
    {
        Lease motor = await AcquireElsewhere();
        using (await Exclusive.AcquireAsync(_pump))
        {
            InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => motor.Adopt());
            Assert.Contains("This flow holds pump already", thrown.Message, StringComparison.Ordinal);
            await _pump.Position.SetAsync(1 * mm, TestContext.Current.CancellationToken);
        }

        using (motor.Adopt())
        {
            await _motor.Position.SetAsync(1 * mm, TestContext.Current.CancellationToken);
        }

        AssertFree();
        Assert.Throws<ObjectDisposedException>(() => motor.Adopt());

        Task<Lease> AcquireElsewhere()
        {
            using (ExecutionContext.SuppressFlow())
            {
                return Future.Run(() => Exclusive.Acquire(_motor)).AsTask();
            }
        }
    }

    [Fact]
    public async Task Dispose_OnAnotherThreadTwiceAndAfterItsDevice_IsHarmless()
    {
        Lease lease = await Exclusive.AcquireAsync(_motor, _pump);
        await _motor.DisposeAsync();
        Future disposal;
        using (ExecutionContext.SuppressFlow())
        {
            disposal = Future.Run(lease.Dispose);
        }

        await disposal;

        lease.Dispose();

        Assert.False(lease.IsHeld);
        AssertFree();
        await _pump.Position.SetAsync(1 * mm, TestContext.Current.CancellationToken); // The flow holds it no more, and needs not to.
    }

    [Fact]
    public void AcquireAsync_RefusedOrLate_LeavesTheFlow() => OnLoop.Run(async () =>
    {
        using var cancel = new CancellationTokenSource();
        Line holder = Line.Start("holder");
        await holder.AcquireAsync(_motor);
        object? outer = Flow.Current?.Lease;

        await Assert.ThrowsAsync<TimeoutException>(() => Exclusive.AcquireAsync([_motor], TimeSpan.FromTicks(1)).AsTask());
        try
        {
            using Lease lease = await Exclusive.AcquireAsync([_motor], TimeSpan.FromTicks(1));
        }
        catch (TimeoutException)
        {
        }

        Assert.Same(outer, Flow.Current?.Lease);
        cancel.Cancel();
        try
        {
            using Lease lease = await Exclusive.AcquireAsync([_motor], cancellationToken: cancel.Token);
        }
        catch (OperationCanceledException)
        {
        }

        Assert.Same(outer, Flow.Current?.Lease);
        holder.End();
        await OnLoop.SettleAsync();
        AssertFree();
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AcquireAsync_GaveUp_IsKeptByNobody(bool byToken)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        using var longLived = new CancellationTokenSource();
        using (await Exclusive.AcquireAsync(_motor))
        {
            WeakReference waiter = await GiveUpAsync(byToken, longLived.Token);

            for (int i = 0; i < 10 && waiter.IsAlive; i++)
            {
                await Task.Yield();
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.False(waiter.IsAlive);
        }

        AssertFree();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> GiveUpAsync(bool byToken, CancellationToken longLived)
    {
        using var soon = new CancellationTokenSource();
        object trace = new();
        Future waiter = OnLoop.Outside(
            async () =>
            {
                try
                {
                    using (await Exclusive.AcquireAsync([_pump, _motor], TimeSpan.FromHours(1), byToken ? soon.Token : longLived))
                    {
                    }
                }
                finally
                {
                    GC.KeepAlive(trace);
                }
            },
            "waiter");
        if (byToken)
        {
            soon.Cancel();
        }
        else
        {
            waiter.Cancel();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiter);
        return new WeakReference(trace);
    }

    private void AssertFree() =>
        Assert.All(((Stage[])[_motor, _pump]).SelectMany(stage => ((IExclusive)stage).Gates), gate => Assert.True(gate.IsFree));

    private static void AssertPlaces(params IExclusive[] resources) =>
        Assert.All(resources, resource => Assert.Matches(@"^ExclusiveTraceTests\.cs:\d+$", resource.Owner!.Place));
}
