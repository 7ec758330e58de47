using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Testing;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>Reading by a function that cannot wait: it is a part of the flow that asks, and in all else a read like any other.</summary>
public sealed class ParameterReadNowTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly AsyncLocal<string?> Ambient = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_Free_HasEndedWhenItReturns()
    {
        int thread = 0;
        await using var device = new KnowingDevice(() =>
        {
            thread = Environment.CurrentManagedThreadId;
            return 1500 * um;
        });

        Future<Quantity> read = device.Value.GetAsync(Cancellation);

        Assert.Equal("get knowing['value']: done", read.ToString());
        Assert.Equal("1.5 mm", read.ResultNow.ToString());
        Assert.Equal(1.5 * mm, device.Value.LastKnown);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(1.5 * mm, await read);
        Assert.Equal(1.5 * mm, await read.Then(static value => value).AsTask().WaitAsync(Limit, Cancellation));
        Assert.Contains("done", read.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_HasEnded_TakesNoCancel()
    {
        await using var device = new KnowingDevice();
        Future<Quantity> read = device.Value.GetAsync(Cancellation);

        read.Cancel();
        CancelReport report = await read.CancelAsync();

        Assert.False(read.IsCancelled);
        Assert.Equal(0, report.FuturesReached);
    }

    [Fact]
    public async Task GetAsync_HeldByAnotherFlow_WaitsForIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var device = new KnowingDevice();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future holder = Future.Start(
            async () =>
            {
                using Lease lease = await Exclusive.AcquireAsync(device);
                Assert.Equal(1 * mm, await device.Value.GetAsync()); // It is held by this very flow.
                await release.Task;
            },
            Cancellation);
        int before = device.Reads;

        Future<Quantity> read = device.Value.GetAsync(Cancellation);
        Future<Quantity> cancelled = device.Value.GetAsync(Cancellation);
        await cancelled.CancelAsync();

        Assert.Contains("knowing is held by", read.Explain(), StringComparison.Ordinal);
        Assert.True(cancelled.IsCancelled);
        Assert.Equal((1, 1), (before, device.Reads));
        release.SetResult();
        Assert.Equal(1 * mm, await read.AsTask().WaitAsync(Limit, Cancellation));
        Assert.Equal(2, device.Reads);
        await holder;
    }

    [Fact]
    public async Task GetAsync_HeldOnTheSameThreadWithAsynchronyOff_IsRefused()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var device = new KnowingDevice();
        Future<Quantity> read;
        using (await Exclusive.AcquireAsync(device))
        {
            using (ExecutionContext.SuppressFlow())
            {
                read = device.Value.GetAsync(Cancellation);
            }
        }

        Assert.IsType<InvalidOperationException>(read.Exception);
        Assert.Equal(0, device.Reads);
    }

    [Fact]
    public async Task GetAsync_InACancelledFamily_CallsNothing()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await using var device = new KnowingDevice();
        Future<Quantity>? read = null;
        Future<Quantity>? shielded = null;
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future parent = Future.Start(
            async () =>
            {
                await resume.Task;
                read = device.Value.GetAsync();
                using (Future.Shield(Limit))
                {
                    shielded = device.Value.GetAsync();
                }
            },
            Cancellation);

        parent.Cancel();
        resume.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);

        Assert.True(read!.IsCancelled);
        Assert.Equal(1 * mm, shielded!.ResultNow);
        Assert.Equal(1, device.Reads);
    }

    [Fact]
    public async Task GetAsync_TokenCancelledBefore_CallsNothingAndThrowsWithThatToken()
    {
        await using var device = new KnowingDevice();
        var token = new CancellationToken(canceled: true);

        Future<Quantity> read = device.Value.GetAsync(token);

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        Assert.True(read.IsCancelled);
        Assert.Equal(token, thrown.CancellationToken);
        Assert.Equal(0, device.Reads);
    }

    [Fact]
    public async Task GetAsync_CancelledWhileItsFunctionThrowsThat_IsCancelledWithTheTokenThatAsked()
    {
        using var caller = new CancellationTokenSource();
        await using var device = new KnowingDevice(() =>
        {
            OtherThread.Run(caller.Cancel);
            throw new OperationCanceledException("of its own");
        });

        Future<Quantity> read = device.Value.GetAsync(caller.Token);

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        Assert.True(read.IsCancelled);
        Assert.Equal(caller.Token, thrown.CancellationToken);
        Assert.Equal("of its own", thrown.InnerException?.Message);
    }

    [Fact]
    public async Task GetAsync_FunctionThatThrows_KeepsItWithItsTraceAndLeavesTheGate()
    {
        await using var device = new KnowingDevice(ThrowWithin);

        Future<Quantity> read = device.Value.GetAsync(Cancellation);
        InvalidTimeZoneException thrown = await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await read);

        Assert.Contains(nameof(ThrowWithin), thrown.StackTrace, StringComparison.Ordinal);
        Assert.Same(thrown, read.Exception);
        Assert.False(device.Value.HasLastKnown);
        await device.LeaseByAnotherAsync();
    }

    [Fact]
    public async Task GetAsync_ValueOfAnotherDimension_IsRefusedAndLeavesTheGate()
    {
        await using var device = new KnowingDevice(() => 1 * V);

        UnitException refusal = Assert.IsType<UnitException>(device.Value.GetAsync(Cancellation).Exception);
        Assert.EndsWith("['value'] is in mm; 1 V is something else.", refusal.Message, StringComparison.Ordinal);

        await device.LeaseByAnotherAsync();
    }

    [Fact]
    public async Task GetAsync_ThrowsUnaskedCancel_KeepsItsTypeAndLeavesTheGate()
    {
        var unasked = new TaskCanceledException("http timeout", new TimeoutException());
        await using var device = new KnowingDevice(() => throw unasked);

        Future<Quantity> read = device.Value.GetAsync(Cancellation);

        Assert.Same(unasked, await Assert.ThrowsAsync<TaskCanceledException>(async () => await read));
        Assert.True(read.IsCancelled);
        await device.LeaseByAnotherAsync();
    }

    [Fact]
    public async Task UnobservedFailure_DroppedRead_IsReportedWithItsName()
    {
        string name = Guid.NewGuid().ToString();
        using var reported = new ManualResetEventSlim();
        void OnUnobserved(object? sender, UnobservedFailureEventArgs e)
        {
            if (e.Name.Contains(name, StringComparison.Ordinal) && e.Exception is InvalidTimeZoneException)
            {
                reported.Set();
            }
        }

        await using var device = new KnowingDevice(ThrowWithin, name);
        Future.UnobservedFailure += OnUnobserved;
        try
        {
            Drop(device);
            Garbage.CollectUntil(() => reported.IsSet);
        }
        finally
        {
            Future.UnobservedFailure -= OnUnobserved;
        }

        Assert.True(reported.IsSet);
    }

    [Fact]
    public async Task GetAsync_WhatItsFunctionStarts_IsAChildOfTheCaller()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? child = null;
        await using var device = new KnowingDevice(() =>
        {
            child = Clock.Delay(TimeSpan.FromDays(1), CancellationToken.None);
            return 1 * mm;
        });
        Future parent = Future.Start(
            async () =>
            {
                await device.Value.GetAsync();
                await child!;
            },
            Cancellation);

        Assert.False(child!.IsDone);
        await parent.CancelAsync();

        Assert.True(child.IsCancelled);
    }

    [Fact]
    public async Task GetAsync_BesideLeasesAndSets_SeesNothingHalfDone()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        const int Times = 3000;
        int begun = 0;
        int ended = 0;
        int halfDone = 0;
        await using var device = new KnowingDevice(() =>
        {
            int before = Volatile.Read(ref begun);
            halfDone += Volatile.Read(ref ended) == before ? 0 : 1;
            return before * mm;
        });
        void Read() => _ = device.Value.GetAsync(CancellationToken.None).Result;
        void Set() => device.Value.SetAsync(1 * mm, CancellationToken.None).Join();
        void Change()
        {
            using Lease lease = Exclusive.Acquire(device.Value);
            Interlocked.Increment(ref begun);
            Thread.Yield();
            Interlocked.Increment(ref ended);
        }

        IEnumerable<Future> working = ((Action[])[Read, Read, Set, Change]).Select(action => Future.Run(
            void () =>
            {
                for (int i = 0; i < Times; i++)
                {
                    action();
                }
            },
            Cancellation));
        await Future.All([.. working]).AsTask().WaitAsync(Limit, Cancellation);

        Assert.Equal(0, halfDone);
        Assert.Equal(Times, ended);
        Assert.Equal(Times * mm, device.Value.GetAsync(Cancellation).ResultNow);
        Assert.True(device.Value.OwnGate.IsFree);
    }

    [Fact]
    public async Task GetAsync_WhatItsFunctionChangesInItsContexts_DoesNotLeak()
    {
        await using var device = new KnowingDevice();
        device.Reading = () =>
        {
            Ambient.Value = "changed";
            _ = Future.Shield(Limit); // which is a part of the flow until it is disposed of
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            return device.Reads > 1 ? throw new InvalidTimeZoneException() : 1 * mm;
        };

        Ambient.Value = "as it was";
        SynchronizationContext? before = SynchronizationContext.Current;
        ExecutionContext? context = ExecutionContext.Capture();
        Future<Quantity> read = device.Value.GetAsync(Cancellation);
        Future<Quantity> failed = device.Value.GetAsync(Cancellation);
        bool isSame = ReferenceEquals(ExecutionContext.Capture(), context) && ReferenceEquals(SynchronizationContext.Current, before);
        SynchronizationContext.SetSynchronizationContext(before);

        Assert.True(isSame);
        Assert.Equal("as it was", Ambient.Value);
        Assert.Equal(1 * mm, read.ResultNow);
        Assert.IsType<InvalidTimeZoneException>(failed.Exception);
    }

    [Fact]
    public async Task GetAsync_WhereTheFlowIsSuppressed_WorksAndDoesNotLeakEither()
    {
        await using var device = new KnowingDevice(() =>
        {
            Ambient.Value = "changed";
            return 1 * mm;
        });

        Ambient.Value = "as it was";
        using (ExecutionContext.SuppressFlow())
        {
            Assert.Equal(1 * mm, device.Value.GetAsync(Cancellation).ResultNow);
        }

        Assert.Equal("as it was", Ambient.Value);
    }

    [Fact]
    public void GetAsync_ByAThreadOutsideOfTheVirtualRun_Throws() => Virtual.Run(async () =>
    {
        await using var device = new KnowingDevice();
        Assert.Equal(1 * mm, device.Value.GetAsync().ResultNow);

        Exception? thrown = await Task.Run(() => Record.Exception(() => _ = device.Value.GetAsync()));

        var refusal = Assert.IsType<InvalidOperationException>(thrown);
        Assert.Contains("'get knowing['value']'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("does not take part in it", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, device.Reads);
    });

    [Fact]
    public async Task LastKnown_SetWhileItIsRead_IsWhatWasSet()
    {
        await using var device = new KnowingDevice();
        device.Reading = () =>
        {
            device.Reading = () => 6 * mm;
            OtherThread.Run(() => device.Value.SetAsync(5 * mm, CancellationToken.None).Join());
            return 1 * mm; // as it was before the set
        };

        Quantity asItWas = device.Value.GetAsync(Cancellation).ResultNow;

        Assert.Equal(1 * mm, asItWas);
        Assert.Equal(5 * mm, device.Value.LastKnown);
        await device.Value.GetAsync(Cancellation);
        Assert.Equal(6 * mm, device.Value.LastKnown);
    }

    [Fact]
    public async Task GetAsync_ComputedFromAnotherParameter_ReadsThat()
    {
        await using var device = new KnowingDevice(() => 2 * mm);

        Assert.Equal(4 * mm, device.Twice.GetAsync(Cancellation).ResultNow);
        Assert.Equal(2 * mm, device.Value.LastKnown);
        using (await Exclusive.AcquireAsync(device))
        {
            Assert.Equal(4 * mm, await device.Twice.GetAsync(Cancellation));
        }

        using (ExecutionContext.SuppressFlow())
        {
            Assert.Equal(4 * mm, device.Twice.GetAsync(Cancellation).ResultNow);
        }
    }

    [Fact]
    public async Task Read_ByOtherWays_IsTheSame()
    {
        await using var device = new KnowingDevice();

        await device.Echo.SetAsync(3 * mm, Cancellation);
        object? read = await device.Echo.GetObjectAsync(Cancellation);
        device.Offset = 1 * mm;
        Future missed = device.Echo.SetAsync(4 * mm, Cancellation);
        object? stood = await ((Parameter)device.Echo).ReadMotionAsync(Cancellation);

        Assert.Equal(3 * mm, read);
        Assert.IsType<DeviceException>(missed.Exception);
        Assert.Equal(5 * mm, stood);
        Assert.True(device.Echo.IsReadable);
        Assert.True(device.Echo.ShowsMotion);
        Assert.False(device.Twice.IsWritable);
        Assert.Equal("it", await device.Text.GetAsync(Cancellation));
        Assert.Equal(2, await device.Choice.GetAsync(Cancellation));
    }

    [Fact]
    public void Add_TwoFunctionsToReadIt_Throws()
    {
        foreach (string kind in (string[])["quantity", "any", "selection"])
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => new Twofold(kind));

            Assert.Equal("readNow", refusal.ParamName);
            Assert.StartsWith(
                "Parameter twofold['value'] was given two functions to read it; it takes one: read, which may wait, or readNow, which does not.",
                refusal.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetAsync_OverAndOver_AllocatesLittle()
    {
        const int Count = 1000;
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NestedInTheCaller);
        await using var device = new KnowingDevice();
        _ = device.Value.GetAsync(CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
        {
            _ = device.Value.GetAsync(CancellationToken.None);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 1, 250);
    }

    private static Quantity ThrowWithin() => throw new InvalidTimeZoneException();

    [MethodImpl(MethodImplOptions.NoInlining)] // lest the calling frame keep it
    private static void Drop(KnowingDevice device) => _ = device.Value.GetAsync(CancellationToken.None);

    private sealed class Twofold : Device
    {
        public Twofold(string kind)
            : base("twofold") => _ = kind switch
            {
                "quantity" => AddQuantity("value", mm, "Can be read twice.", read: _ => new(1 * mm), readNow: () => 1 * mm),
                "any" => AddParameter("value", "Can be read twice.", read: _ => new(1), readNow: () => 1),
                _ => (Parameter)AddSelection("value", "Can be read twice.", [1], read: _ => new(1), readNow: () => 1),
            };
    }
}
