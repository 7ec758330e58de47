using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Exclusion.Internal;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Quantities;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>Reading and setting where the driver answers at once: it is as much an operation of a future as one that waits.</summary>
public sealed class ParameterSynchronousTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_CancelOfTheParentFromAnotherThread_ReachesTheFunctionsTokenAndCancelsTheRead()
    {
        bool isReached = false;
        Future<Quantity>? read = null;
        await using var device = new Answering(token =>
        {
            OtherThread.Run(Find("parent of a read").Cancel);
            isReached = token.IsCancellationRequested;
            return new(1 * mm);
        });

        Future parent = Future.Start(
            async () =>
            {
                read = device.Value.GetAsync(CancellationToken.None);
                await read;
            },
            Cancellation,
            "parent of a read");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);
        Assert.True(isReached);
        Assert.True(read!.IsCancelled);
    }

    [Fact]
    public async Task GetAsync_FoundByItsNameAndCancelled_IsCancelled()
    {
        bool isReached = false;
        await using var device = new Answering(token =>
        {
            OtherThread.Run(Find("get found['value']").Cancel);
            isReached = token.IsCancellationRequested;
            return new(1 * mm);
        }, "found");

        Future<Quantity> read = device.Value.GetAsync(Cancellation);

        Assert.True(isReached);
        Assert.True(read.IsCancelled);
    }

    [Fact]
    public async Task GetAsync_CallersTokenCancelledDuringTheFunction_ReachesIt()
    {
        using var caller = new CancellationTokenSource();
        bool isReached = false;
        await using var device = new Answering(token =>
        {
            OtherThread.Run(caller.Cancel);
            isReached = token.IsCancellationRequested;
            return new(1 * mm);
        });

        Future<Quantity> read = device.Value.GetAsync(caller.Token);

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        Assert.True(isReached);
        Assert.Equal(caller.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task GetAsync_InACancelledFlow_StartsCancelledAndCallsNothing()
    {
        int calls = 0;
        Future<Quantity>? read = null;
        Future? set = null;
        await using var device = new Answering(_ => new(++calls * mm));

        _ = Future.Start(
            () =>
            {
                Find("cancelled before a read").Cancel();
                read = device.Value.GetAsync(CancellationToken.None);
                set = device.Value.SetAsync(2 * mm, CancellationToken.None);
                return Task.CompletedTask;
            },
            Cancellation,
            "cancelled before a read");

        Assert.True(read!.IsCancelled);
        Assert.True(set!.IsCancelled);
        Assert.Equal(0, calls);
        Assert.Equal(0, device.Writes);
    }

    [Fact]
    public async Task GetAsync_WhatItsFunctionStarts_IsAChildOfTheRead()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? child = null;
        Future? late = null;
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var device = new Answering(async _ =>
        {
            child = Clock.Delay(TimeSpan.FromDays(1), CancellationToken.None);
            await resume.Task;
            late = Clock.Delay(TimeSpan.FromDays(1), CancellationToken.None);
            await late;
            return 1 * mm;
        });

        Future<Quantity> read = device.Value.GetAsync(Cancellation);
        resume.SetResult();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref late) is not null, Limit));
        await read.CancelAsync();

        Assert.True(read.IsCancelled);
        Assert.True(child!.IsCancelled);
        Assert.True(late!.IsCancelled);
    }

    [Fact]
    public async Task GetAsync_WhatItsFunctionAcquires_IsWithinTheRead()
    {
        await using var device = new Answering();
        device.Reading = async _ =>
        {
            using (await Exclusive.AcquireAsync(device))
            {
                return 3 * mm;
            }
        };

        Assert.Equal(3 * mm, await device.Value.GetAsync(Cancellation).AsTask().WaitAsync(Limit, Cancellation));
        Assert.Null(device.Value.Owner);
    }

    [Fact]
    public async Task GetAsync_WithinARead_IsPartOfItAlsoWhenSomebodyWaitsForAccess()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future? waiting = null;
        bool waitsBefore = false;
        CancellationToken inner = default;
        await using var device = new Answering(name: "nested");
        device.Reading = _ =>
        {
            OtherThread.Run(() => waiting = Future.Start(
                async () =>
                {
                    using Lease lease = await Exclusive.AcquireAsync(device);
                },
                CancellationToken.None));
            waitsBefore = !waiting!.IsDone;
            device.Reading = token =>
            {
                OtherThread.Run(() => Future.Running.First(future => future.Name == "get nested['value']").Cancel());
                inner = token;
                return new(2 * mm);
            };
            return new(device.Value.GetAsync(CancellationToken.None).AsTask());
        };

        Future<Quantity> read = device.Value.GetAsync(Cancellation);

        await waiting!.AsTask().WaitAsync(Limit, Cancellation);
        Assert.True(read.IsCancelled);
        Assert.True(inner.IsCancellationRequested); // its own was not asked for: the outer one's reached it
        Assert.True(waitsBefore);
    }

    [Fact]
    public async Task GetAsync_WhatItsFunctionLeftBehind_HasNoRightAfterTheEnd()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future? set = null;
        Task<bool>? leftBehind = null;
        await using var device = new Answering();
        async Task<bool> LeaveBehindAsync()
        {
            await resume.Task;
            set = device.Value.SetAsync(2 * mm, CancellationToken.None);
            return set.IsDone;
        }

        device.Reading = _ =>
        {
            leftBehind = LeaveBehindAsync();
            return new(1 * mm);
        };

        Assert.True(device.Value.GetAsync(Cancellation).IsDone);
        Future holder = Future.Start(
            async () =>
            {
                using Lease lease = await Exclusive.AcquireAsync(device);
                await release.Task;
            },
            Cancellation);
        resume.SetResult();

        Assert.False(await leftBehind!);
        release.SetResult();
        await set!;
        await holder;
        Assert.Equal(1, device.Writes);
    }

    [Fact]
    public async Task GetAsync_WhatItsFunctionLeftBehind_IsNoPartOfALaterRead()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Future>? leftBehind = null;
        await using var device = new Answering();
        async Task<Future> LeaveBehindAsync()
        {
            await resume.Task;
            return Clock.Delay(TimeSpan.FromDays(1), CancellationToken.None);
        }

        device.Reading = _ =>
        {
            leftBehind = LeaveBehindAsync();
            return new(1 * mm);
        };
        Assert.True(device.Value.GetAsync(Cancellation).IsDone);
        device.Reading = async token =>
        {
            await Clock.Delay(TimeSpan.FromDays(1), token);
            return 2 * mm;
        };
        Future<Quantity> later = device.Value.GetAsync(Cancellation);

        resume.SetResult();
        Future late = await leftBehind!;
        await later.CancelAsync();

        Assert.True(later.IsCancelled);
        Assert.False(late.IsDone);
        await late.CancelAsync();
    }

    [Fact]
    public void GetAsync_OnTwoThreads_EachIsTheWorkOfItsOwnRead()
    {
        const int Reads = 2000;
        int strange = 0;
        void ReadOverAndOver()
        {
            Future? read = null;
            var device = new Answering(token =>
            {
                Flow flow = Flow.Current!;
                bool isOwn = flow.Owner!.Token == token && flow.Lease is OperationClaim claim && ReferenceEquals(claim.Party, flow.Owner)
                    && !ReferenceEquals(flow.Owner, read);
                Interlocked.Add(ref strange, isOwn ? 0 : 1);
                read = flow.Owner;
                return new(1 * mm);
            });
            for (int i = 0; i < Reads; i++)
            {
                Future<Quantity> next = device.Value.GetAsync(CancellationToken.None);
                Interlocked.Add(ref strange, ReferenceEquals(next, read) && Flow.Current is null ? 0 : 1);
            }
        }

        Thread[] threads = [new(ReadOverAndOver), new(ReadOverAndOver)];
        Array.ForEach(threads, thread => thread.UnsafeStart());

        Assert.All(threads, thread => Assert.True(thread.Join(Limit)));
        Assert.Equal(0, strange);
    }

    [Fact]
    public async Task GetAsync_FunctionThatThrows_LeavesTheGateAndTheFlow()
    {
        await using var device = new Answering(_ => throw new InvalidTimeZoneException());

        Assert.IsType<InvalidTimeZoneException>(device.Value.GetAsync(Cancellation).Exception);
        Assert.IsType<LimitException>(device.Value.SetAsync(99 * mm, Cancellation).Exception);

        Future acquired = Future.Start(
            async () =>
            {
                using Lease lease = await Exclusive.AcquireAsync(device);
            },
            Cancellation);
        await acquired.AsTask().WaitAsync(Limit, Cancellation);
        Assert.Equal(0, device.Writes);
    }

    [Fact]
    public async Task GetAsync_HeldByAnotherFlow_WaitsForIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var device = new Answering(_ => new(4 * mm));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future holder = Future.Start(
            async () =>
            {
                using Lease lease = await Exclusive.AcquireAsync(device);
                await release.Task;
            },
            Cancellation);

        Future<Quantity> read = device.Value.GetAsync(Cancellation);
        Future set = device.Value.SetAsync(5 * mm, Cancellation);
        Future refused = device.Value.SetAsync(99 * mm, Cancellation);

        Assert.False(read.IsDone);
        Assert.False(set.IsDone);
        Assert.IsType<LimitException>(refused.Exception);
        release.SetResult();
        Assert.Equal(4 * mm, await read);
        await set;
        await holder;
        Assert.Equal(1, device.Writes);
    }

    [Fact]
    public async Task SetAsync_CancelledDuringTheWrite_IsCancelled()
    {
        await using var device = new Answering(name: "written");
        device.Writing = () => OtherThread.Run(Find("set written['value']").Cancel);

        Future set = device.Value.SetAsync(1 * mm, Cancellation);

        Assert.True(set.IsCancelled);
        Assert.Equal(1, device.Writes);
    }

    [Fact]
    public async Task LastKnown_ReadFromBeforeASetEndsLast_IsNotWhatThatRead()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var older = new TaskCompletionSource<Quantity>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var device = new Answering(_ => new(older.Task));
        Future<Quantity> read = device.Value.GetAsync(Cancellation);
        await device.Value.SetAsync(5 * mm, Cancellation);
        device.Reading = _ => new(5.01 * mm);
        await device.Value.GetAsync(Cancellation);

        older.SetResult(1 * mm);
        Quantity asItWas = await read;

        Assert.Equal(1 * mm, asItWas);
        Assert.Equal(5.01 * mm, device.Value.LastKnown);
        device.Reading = _ => new(6 * mm);
        await device.Value.GetAsync(Cancellation);
        Assert.Equal(6 * mm, device.Value.LastKnown);
    }

    [Fact]
    public async Task GetAsync_ItsTokenKeptAfterTheEnd_IsNotCancelledByWhatComesLater()
    {
        CancellationToken kept = default;
        await using var device = new Answering(token =>
        {
            kept = token;
            return new(1 * mm);
        });
        Future parent = Future.Start(
            async () =>
            {
                await device.Value.GetAsync(CancellationToken.None);
                device.Reading = _ =>
                {
                    OtherThread.Run(Find("parent of two reads").Cancel);
                    return new(2 * mm);
                };
                await device.Value.GetAsync(CancellationToken.None);
            },
            Cancellation,
            "parent of two reads");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);

        Assert.True(kept.CanBeCanceled);
        Assert.False(kept.IsCancellationRequested);
    }

    [Fact]
    public async Task GetAsync_KeptAfterItsEnd_KeepsNothingOfTheFlowThatStartedIt()
    {
        await using var device = new Answering();

        (Future<Quantity> read, Future<int> failed, WeakReference parent) = ReadWithin(device);

        Assert.True(Garbage.CollectUntil(() => !parent.IsAlive));
        Assert.True(read.IsDone);
        Assert.NotNull(failed.Exception);
    }

    [Fact]
    public async Task GetAsync_OverAndOver_AllocatesLittle()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NestedInTheCaller);
        await using var device = new Answering(_ => new(1 * mm));

        long start = BytesOf(() => _ = Future.Start(static () => Task.CompletedTask, CancellationToken.None));
        Assert.InRange(BytesOf(() => _ = device.Value.GetAsync(CancellationToken.None)), 1, 400);
        Assert.InRange(BytesOf(() => _ = device.Value.SetAsync(1 * mm, CancellationToken.None)), 1, 500);
        Assert.InRange(start, 1, 300);
        Assert.Equal(start, BytesOf(() => _ = Future.Start(static _ => Task.CompletedTask, CancellationToken.None))); // its token costs nothing
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // lest the calling frame keep what is started here
    private static (Future<Quantity> Read, Future<int> Failed, WeakReference Parent) ReadWithin(Answering device)
    {
        Future<Quantity>? read = null;
        Future<int>? failed = null;
        Future parent = Future.Start(
            async () =>
            {
                using Lease lease = await Exclusive.AcquireAsync(device);
                read = device.Value.GetAsync(CancellationToken.None);
                failed = Future.Start(Task<int> (_) => throw new InvalidTimeZoneException(), CancellationToken.None);
            },
            CancellationToken.None);
        parent.Join(Limit);
        return (read!, failed!, new WeakReference(parent));
    }

    private static long BytesOf(Action action)
    {
        const int Count = 1000;
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
    }

    private static Future Find(string name) => Future.Running.Single(future => future.Name == name);

    private sealed class Answering : Device
    {
        public Answering(Func<CancellationToken, ValueTask<Quantity>>? reading = null, string name = "answering")
            : base(name)
        {
            Reading = reading ?? (_ => new(0 * mm));
            Value = AddQuantity("value", mm, "What it answers.", read: token => Reading(token), write: WriteAsync, limits: new(0 * mm, 10 * mm));
        }

        public QuantityParameter Value { get; }

        public Func<CancellationToken, ValueTask<Quantity>> Reading { get; set; }

        public Action Writing { get; set; } = () => { };

        public int Writes { get; private set; }

        private ValueTask WriteAsync(Quantity value, CancellationToken cancellationToken)
        {
            Writes++;
            Writing();
            return ValueTask.CompletedTask;
        }
    }
}
