using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Tests.Exclusion;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>What is within a read by a function that cannot wait, what is not, and the circles that this may close.</summary>
public sealed class ParameterReadNowWithinTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_WhileItsFunctionRuns_KeepsLeasesOfOthersWaitingAndNoReads()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var device = new KnowingDevice();
        Future? lease = null;
        bool isLeased = true;
        Quantity? beside = null;
        device.Reading = () =>
        {
            device.Reading = () => 2 * mm;
            OtherThread.Run(() => beside = device.Value.GetAsync(CancellationToken.None).Result);
            OtherThread.Run(() => lease = Future.Start(async () => (await Exclusive.AcquireAsync(device)).Dispose(), CancellationToken.None));
            isLeased = lease!.IsDone;
            return 1 * mm;
        };

        Assert.Equal(1 * mm, device.Value.GetAsync(Cancellation).ResultNow);

        Assert.False(isLeased);
        Assert.Equal(2 * mm, beside);
        await lease!.AsTask().WaitAsync(Limit, Cancellation);
        Assert.Null(device.Value.Owner);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_WhatItsFunctionAcquires_IsWithinTheRead(bool isReadWithinAFuture)
    {
        await using var device = new KnowingDevice();
        device.Reading = () =>
        {
            using Lease lease = Exclusive.Acquire(device); // Twice is being read by this as well.
            using Lease again = Exclusive.Acquire(device.Value);
            return device.Value.Owner is null ? 0 * mm : 1 * mm;
        };

        Exception? failure = ReadElsewhere(device.Twice, isReadWithinAFuture);

        Assert.Null(failure);
        Assert.Equal(2 * mm, device.Twice.LastKnown);
        await device.LeaseByAnotherAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_WhatItsFunctionAcquiresTwice_IsNested(bool isReadWithinAFuture)
    {
        await using var device = new KnowingDevice();
        device.Reading = () =>
        {
            using Lease lease = Exclusive.Acquire(device.Text);
            using Lease again = Exclusive.Acquire(device.Text);
            return 1 * mm;
        };

        Exception? failure = ReadElsewhere(device.Value, isReadWithinAFuture);

        Assert.Null(failure);
        await device.LeaseByAnotherAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_CircleThroughWhatItsFunctionHoldsAndTheRead_ThrowsDeadlock(bool isReadWithinAFuture)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var device = new KnowingDevice();
        Future? holder = null;
        device.Reading = () =>
        {
            using Lease text = Exclusive.Acquire(device.Text);
            holder = HoldEchoAndWantValue(device); // which it gets when this read has ended
            return device.Echo.Value;
        };

        Exception? failure = ReadElsewhere(device.Value, isReadWithinAFuture);

        Assert.IsType<DeadlockException>(failure);
        await holder!.AsTask().WaitAsync(Limit, Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GetAsync_OtherLineOfItsFlowWhileItsFunctionWaitsOnALoop_IsNotWithinTheRead(bool isReadWithinAFuture) => OnLoop.Run(async () =>
    {
        await using var device = new KnowingDevice();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isGranted = true;
        async Task HoldAsync()
        {
            using Lease lease = await Exclusive.AcquireAsync(device.Value);
        }

        async Task HoldWhenBegunAsync()
        {
            await begun.Task;
            Task held = HoldAsync();
            isGranted = held.IsCompleted;
            release.SetResult();
            await held;
        }

        device.Reading = () =>
        {
            begun.SetResult();
            OnLoop.Outside(() => release.Task, "release").Join();
            return 1 * mm;
        };
        async Task ReadAsync()
        {
            Task held = HoldWhenBegunAsync();
            await device.Value.GetAsync();
            await held;
        }

        await (isReadWithinAFuture ? Future.Start(ReadAsync).AsTask() : ReadAsync());

        Assert.False(isGranted);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_CircleThroughWhatItsFunctionWaitsFor_ThrowsDeadlock(bool isReadWithinAFuture)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var device = new KnowingDevice();
        Future? holder = null;
        device.Reading = () =>
        {
            holder = HoldEchoAndWantValue(device); // which it gets when this read has ended
            return device.Echo.Value;
        };

        Exception? failure = ReadElsewhere(device.Twice, isReadWithinAFuture); // which reads that within its own function

        Assert.Contains("get knowing['echo']", Assert.IsType<DeadlockException>(failure).Message, StringComparison.Ordinal);
        await holder!.AsTask().WaitAsync(Limit, Cancellation);
    }

    [Fact]
    public void GetAsync_WhatElseRunsWhileItsFunctionWaitsOnALoop_IsNotWithinTheRead() => OnLoop.Run(async () =>
    {
        await using var device = new KnowingDevice();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future other = OnLoop.Outside(
            async () =>
            {
                await begun.Task;
                Future acquired = Future.Start(async () => (await Exclusive.AcquireAsync(device.Value)).Dispose());
                Assert.False(acquired.IsDone);
                release.SetResult();
                await acquired;
            },
            "another");
        device.Reading = () =>
        {
            begun.SetResult();
            Future.Start(() => release.Task).Join();
            return 1 * mm;
        };

        Assert.Equal(1 * mm, await Future.Start(() => device.Value.GetAsync()));
        await other;
    });

    /// <summary>Reads on another thread.</summary>
    /// <returns>What that threw.</returns>
    private static Exception? ReadElsewhere(QuantityParameter parameter, bool isWithinAFuture)
    {
        Exception? failure = null;
        void Read() => failure = parameter.GetAsync(CancellationToken.None).Exception;
        OtherThread.Run(isWithinAFuture ? () => Future.Run(Read).Join() : Read);
        return failure;
    }

    private static Future HoldEchoAndWantValue(KnowingDevice device)
    {
        Future? holder = null;
        OtherThread.Run(
            () => holder = Future.Start(
                async () =>
                {
                    using Lease first = await Exclusive.AcquireAsync(device.Echo);
                    using Lease second = await Exclusive.AcquireAsync(device.Value);
                },
                CancellationToken.None));
        return holder!;
    }
}
