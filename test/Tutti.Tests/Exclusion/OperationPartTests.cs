using System.Collections.Concurrent;
using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>What an operation does within itself is a part of it, and comes before those who wait for the operation.</summary>
public sealed class OperationPartTests
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<Thread> _strangers = [];
    private readonly Computing _device;

    public OperationPartTests()
    {
        _device = new Computing(() =>
        {
            _log.Enqueue("use source");
            return Task.CompletedTask;
        });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("now")]
    [InlineData("read")]
    [InlineData("written")]
    public async Task Operation_SomebodyQueuesForTheDeviceMeanwhile_ComesFirst(string kind)
    {
        _device.Meanwhile = () => Queue("stranger", _device);

        Operate(kind);

        AssertOrder("use source", "stranger");
        await AssertFreeAsync();
    }

    [Theory]
    [InlineData("now")]
    [InlineData("read")]
    [InlineData("written")]
    public async Task Operation_OthersQueueBehindWhoWaitsForIt_ComesFirst(string kind)
    {
        _device.Meanwhile = () =>
        {
            Queue("stranger", _device);
            Queue("another", _device.Source);
        };

        Operate(kind);

        AssertOrder("use source", "stranger", "another");
        await AssertFreeAsync();
    }

    [Fact]
    public async Task Operation_PartMustWaitForSomebodyWhoGoesOn_ComesBeforeTheStrangerNevertheless()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future ahead;
        Future operation;
        using (await Exclusive.AcquireAsync(_device.Source))
        {
            ahead = OnLoop.Outside(() => UseAsync("ahead", _device.Source), "ahead");
            _device.Meanwhile = () => Queue("stranger", _device);
            operation = OnLoop.Outside(async () => await _device.Read.GetAsync(), "operation");
        }

        await operation.AsTask().WaitAsync(HangGuard.Limit, Cancellation);
        await ahead;

        AssertOrder("ahead", "use source", "stranger"); // who waits for nothing of the operation's is not overtaken
        await AssertFreeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_WhatItsPlainFunctionStarts_IsWithinTheRead(bool isRun)
    {
        void Use()
        {
            using (Exclusive.Acquire(_device))
            {
                _log.Enqueue("within");
            }
        }

        _device.Meanwhile = () => (isRun ? Future.Run(Use, Cancellation) : Future.Start(() => UseAsync("within", _device), Cancellation)).Join();

        Operate("now");

        AssertOrder("within", "use source");
        await AssertFreeAsync();
    }

    [Fact]
    public async Task GetAsync_WhatItsPlainFunctionLeavesBehind_IsNotWithinTheRead()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future? left = null;
        _device.Meanwhile = () => left = Future.Start(
            async () =>
            {
                await go.Task;
                await UseAsync("left", _device);
            },
            Cancellation);
        Operate("now");
        using (await Exclusive.AcquireAsync(_device))
        {
            go.SetResult();
            Assert.True(SpinWait.SpinUntil(() => left!.Explain().Contains("exclusive access to", StringComparison.Ordinal), HangGuard.Limit));
            _log.Enqueue("other");
        }

        await left!.AsTask().WaitAsync(HangGuard.Limit, Cancellation);
        AssertOrder("use source", "other", "left");
        await AssertFreeAsync();
    }

    [Fact]
    public async Task Operations_OfManyFlowsBesideLeases_AllComeAndExcludeThem()
    {
        const int Flows = 6;
        const int Steps = 300;
        int holders = 0;
        int users = 0;
        int wrongs = 0;
        await using var device = new Computing(async () =>
        {
            Interlocked.Increment(ref users);
            await Task.Yield();
            Interlocked.Add(ref wrongs, Volatile.Read(ref holders));
            Interlocked.Decrement(ref users);
        });
        async Task HoldAsync(IExclusive resource)
        {
            using (await Exclusive.AcquireAsync(resource))
            {
                Interlocked.Increment(ref holders);
                await Task.Yield();
                Interlocked.Add(ref wrongs, Volatile.Read(ref users));
                Interlocked.Decrement(ref holders);
            }
        }

        async Task LiveAsync(Random random)
        {
            for (int step = 0; step < Steps; step++)
            {
                await (random.Next(6) switch
                {
                    0 => device.Now.GetAsync(CancellationToken.None),
                    1 or 2 => device.Read.GetAsync(CancellationToken.None),
                    3 => device.Written.SetAsync(1 * mm, CancellationToken.None),
                    4 => Future.Start(() => HoldAsync(device), CancellationToken.None),
                    _ => Future.Start(() => HoldAsync(device.Source), CancellationToken.None),
                });
            }
        }

        await Task.WhenAll(Enumerable.Range(1, Flows).Select(seed => HangGuard.RunAsync(() => LiveAsync(new Random(seed)))));

        Assert.Equal(0, wrongs);
        Assert.All(((IExclusive)device).Gates, gate => Assert.True(gate.IsFree));
    }

    private void Operate(string kind) => OtherThread.Run(() => (kind switch
    {
        "now" => _device.Now.GetAsync(CancellationToken.None),
        "read" => _device.Read.GetAsync(CancellationToken.None),
        _ => (Future)_device.Written.SetAsync(1 * mm, CancellationToken.None),
    }).Join(HangGuard.Limit));

    /// <summary>Starts a thread that wants to use something, and waits until it stands in the queue.</summary>
    private void Queue(string name, IExclusive wanted)
    {
        _device.Meanwhile = () => { };
        string unique = $"{name} {Guid.NewGuid()}";
        var thread = new Thread(() => Future.Start(() => UseAsync(name, wanted), CancellationToken.None, unique).Join());
        _strangers.Add(thread);
        thread.UnsafeStart();
        Assert.True(SpinWait.SpinUntil(() => Future.Running.Any(Waits), HangGuard.Limit));
        bool Waits(Future future) => future.Name == unique && future.Explain().Contains("exclusive access to", StringComparison.Ordinal);
    }

    private async Task UseAsync(string name, IExclusive wanted)
    {
        using (await Exclusive.AcquireAsync(wanted))
        {
            _log.Enqueue(name);
        }
    }

    private void AssertOrder(params string[] expected)
    {
        Assert.All(_strangers, stranger => Assert.True(stranger.Join(HangGuard.Limit)));
        Assert.Equal(expected, _log);
    }

    private async Task AssertFreeAsync()
    {
        Assert.All(((IExclusive)_device).Gates, gate => Assert.True(gate.IsFree));
        await _device.DisposeAsync();
    }

    /// <summary>A device that computes parameters from another one, after something has happened meanwhile.</summary>
    private sealed class Computing : Device
    {
        public Computing(Func<Task> useSource)
            : base("computing")
        {
            Source = AddQuantity(
                "source",
                mm,
                "What the others are computed from.",
                read: async _ =>
                {
                    await useSource();
                    return 2 * mm;
                },
                write: async (_, _) => await useSource());
            Now = AddQuantity("now", mm, "Twice the source.", readNow: () =>
            {
                Meanwhile();
                return Source.Value * 2;
            });
            Read = AddQuantity("read", mm, "Twice the source.", read: async cancellationToken =>
            {
                Meanwhile();
                return await Source.GetAsync(cancellationToken) * 2;
            });
            Written = AddQuantity("written", mm, "Sets the source.", write: async (value, cancellationToken) =>
            {
                Meanwhile();
                await Source.SetAsync(value, cancellationToken);
            });
        }

        public Action Meanwhile { get; set; } = () => { };

        public QuantityParameter Source { get; }

        public QuantityParameter Now { get; }

        public QuantityParameter Read { get; }

        public QuantityParameter Written { get; }
    }
}
