using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Tests.Devices;
using Tutti.Tests.Execution.UserInterfaces;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

/// <summary>Waits on the thread of a user interface, by the nested loop registered for it.</summary>
public sealed class EventLoopRegisteringTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private readonly UiLoop _loop = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Join_FutureFails_ThrowsWhatItThrewWithItsStack() => OnUiAsync(thread =>
    {
        Future future = Future.Run(FailNow, Cancellation);

        var failure = Assert.Throws<InvalidTimeZoneException>(() => future.Join());

        Assert.Contains(nameof(FailNow), failure.StackTrace, StringComparison.Ordinal);
    });

    [Fact]
    public Task Join_WithATimeLimit_HandlesMessagesAndTimesOut() => OnUiAsync(thread =>
    {
        bool isHandled = false;
        var signal = new Future("signal");
        thread.Post(() => isHandled = true);

        while (!isHandled) // on a busy machine the time may be over before the wait begins
        {
            Assert.Throws<TimeoutException>(() => signal.Join(Short));
        }

        Assert.False(signal.IsDone);
        thread.Post(signal.End);
        signal.Join(HangGuard.Limit);
    });

    [Fact]
    public Task Sleep_OnUi_HandlesMessagesAndIsNotTooShort() => OnUiAsync(thread =>
    {
        bool isHandled = false;
        thread.Post(() => isHandled = true);
        while (!isHandled) // on a busy machine the time may be over before the wait begins
        {
            long start = PreciseClock.Instance.GetTimestamp();
            Clock.Sleep(Short);
            Assert.True(PreciseClock.Instance.GetElapsedTime(start) >= Short);
        }
    });

    [Fact]
    public Task Delay_AwaitedOnUi_ResumesThereAndIsNotTooShort() => OnUiAsync(thread =>
    {
        Future waiter = Future.Start(WaitAsync, Cancellation);

        waiter.Join();

        async Task WaitAsync()
        {
            for (int i = 0; i < 20; i++)
            {
                long start = PreciseClock.Instance.GetTimestamp();
                await Clock.Delay(100 * us, Cancellation);
                Assert.True(PreciseClock.Instance.GetElapsedTime(start) >= TimeSpan.FromMicroseconds(100));
                Assert.Equal(thread.ThreadId, Environment.CurrentManagedThreadId);
            }
        }
    });

    [Fact]
    public async Task Value_OnUi_HandlesMessagesMeanwhile()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        await using var stage = new Stage();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Answer = answer.Task;

        await OnUiAsync(thread =>
        {
            thread.Post(answer.SetResult);
            stage.Position.Value = 2 * mm;
            Assert.Equal(2 * mm, stage.Position.Value);
        });

        Assert.True(_loop.Runs > 0);
    }

    [Fact]
    public async Task Join_InAPlainRead_HidesThatFromMessages()
    {
        bool? isGranted = null;
        await using var device = new Joining();
        async Task HoldAsync()
        {
            using Lease lease = await Exclusive.AcquireAsync(device.Value);
        }

        await OnUiAsync(thread =>
        {
            thread.Post(() =>
            {
                isGranted = HoldAsync().IsCompletedSuccessfully;
                device.Signal.End();
            });
            Assert.Equal(1, device.Value.GetAsync(Cancellation).ResultNow);
        });

        Assert.False(isGranted);
    }

    [Fact]
    public async Task Acquire_OnUi_HandlesMessagesMeanwhile()
    {
        await using var stage = new Stage();
        using Lease outside = await Exclusive.AcquireAsync(stage);
        bool isHeld = false;

        Task waiter = OnUiAsync(thread =>
        {
            thread.Post(outside.Dispose);
            using (Exclusive.Acquire(stage))
            {
                isHeld = true;
            }
        });
        await waiter;

        Assert.True(isHeld);
        Assert.Equal(1, _loop.Runs);
    }

    [Fact]
    public Task Join_AboveAnother_FinishesInnermostFirst() => OnUiAsync(thread =>
    {
        List<string> order = [];
        var outer = new Future("outer");
        var inner = new Future("inner");
        thread.Post(() =>
        {
            thread.Post(outer.End);
            thread.Post(() => order.Add($"outer done: {outer.IsDone}"));
            thread.Post(inner.End);
            inner.Join();
            order.Add("inner joined");
        });

        outer.Join();
        order.Add("outer joined");

        Assert.Equal(["outer done: True", "inner joined", "outer joined"], order);
    });

    [Fact]
    public Task Join_MessageThrows_GoesOnAndReportsItWithItsStack() => OnUiAsync(thread =>
    {
        List<Exception> raised = [];
        void OnUnhandled(object? sender, EventLoopExceptionEventArgs e)
        {
            lock (raised)
            {
                raised.Add(e.Exception);
            }
        }

        var signal = new Future("signal");
        EventLoop.UnhandledException += OnUnhandled;
        try
        {
            for (int i = 0; i < 10; i++)
            {
                thread.Post(() => FailNow());
            }

            thread.Post(signal.End);
            signal.Join();
        }
        finally
        {
            EventLoop.UnhandledException -= OnUnhandled;
        }

        Assert.Empty(thread.Unhandled);
        Assert.Equal(10, raised.Count(exception => exception is InvalidTimeZoneException
            && exception.StackTrace!.Contains(nameof(FailNow), StringComparison.Ordinal)));
    });

    [Fact]
    public async Task Join_LoopThatCannotRun_ThrowsWhy()
    {
        using var thread = new UiThread(thread => new UiContext(thread));
        using IDisposable registration = EventLoop.Register<UiContext>(new BrokenLoop());

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => thread.InvokeAsync(() => new Future("signal").Join()).WaitAsync(HangGuard.Limit, Cancellation));

        Assert.Contains(nameof(BrokenLoop), refusal.Message, StringComparison.Ordinal);
        Assert.IsType<NotSupportedException>(refusal.InnerException);
    }

    [Fact]
    public async Task Join_LoopThatReturnsTooEarly_ThrowsAndTheFutureRunsOn()
    {
        using var thread = new UiThread(thread => new UiContext(thread));
        using IDisposable registration = EventLoop.Register<UiContext>(new HastyLoop());
        var signal = new Future("signal");

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => thread.InvokeAsync(() => signal.Join()).WaitAsync(HangGuard.Limit, Cancellation));

        Assert.Contains(nameof(HastyLoop), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'signal'", refusal.Message, StringComparison.Ordinal);
        Assert.False(signal.IsDone);
    }

    [Fact]
    public async Task Join_ThreadThatHasEnded_ReturnsTheOutcomeOrThrows()
    {
        // The message that stops the thread comes before the future ends, whose wake-up can then not be posted any more.
        var signal = new Future("signal");
        Task wait;
        using (var thread = new UiThread(thread => new UiContext(thread)))
        using (EventLoop.Register<UiContext>(_loop))
        {
            wait = thread.InvokeAsync(() => signal.Join());
            thread.Shutdown();
            await Assert.ThrowsAsync<InvalidOperationException>(() => wait.WaitAsync(HangGuard.Limit, Cancellation));
        }

        signal.End();
        Assert.True(signal.IsDone);
    }

    [Fact]
    public Task Cancel_ByAMessage_EndsASleepOnUi()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        return OnUiAsync(thread =>
        {
            // Its delay may be over when it is awaited: then the message comes while the procedure is still being started.
            thread.Post(() => Future.Running.Single(future => future.Name == "sleeper on a user interface").Cancel());
            Future procedure = Future.Start(
                async () =>
                {
                    await Clock.Delay(Short, Cancellation);
#pragma warning disable TUTTI002 // What blocks the thread of a user interface is tested.
                    Clock.Sleep(TimeSpan.FromDays(1));
#pragma warning restore TUTTI002
                },
                Cancellation,
                "sleeper on a user interface");
            Assert.ThrowsAny<OperationCanceledException>(() => procedure.Join());
        });
    }

    [Fact]
    public Task Messages_DuringAWait_SeeNothingOfTheFlowThatWaits() => OnUiAsync(thread =>
    {
        var signal = new Future("signal");
        var local = new AsyncLocal<string?>();
        string? seen = "nothing";
        Flow? flow = null;
        Future procedure = Future.Start(
            () =>
            {
                local.Value = "mine";
                thread.Post(() =>
                {
                    flow = Flow.Current;
                    seen = local.Value;
                    local.Value = "changed";
                });
                thread.Post(signal.End);
                if (Asynchrony.IsDisabled) // Differences.NothingIsPending
                {
                    SynchronizationContext.SetSynchronizationContext(thread.Context); // not the pump of asynchrony off, which handles no messages
                }

                signal.Join();
                Assert.Equal("mine", local.Value);
                return Task.CompletedTask;
            },
            Cancellation);

        procedure.Join();

        Assert.Null(flow);
        Assert.Null(seen);
    });

    [Fact]
    public Task Join_TooManyAboveOneAnother_Throws() => OnUiAsync(thread =>
    {
        int depth = 0;
        InvalidOperationException? refused = null;
        var signal = new Future("signal");
        thread.Post(Descend);
        signal.Join();

        Assert.NotNull(refused);
        Assert.Equal(EventLoop.MaxDepth, depth);

        void Descend()
        {
            if (refused is not null)
            {
                return;
            }

            depth++;
            thread.Post(Descend);
            try
            {
                signal.Join();
            }
            catch (InvalidOperationException exception)
            {
                refused = exception;
                signal.End();
            }
        }
    });

    [Fact]
    public async Task Register_Nothing_LeavesWaitsRefusedAndSaysWhatToDo()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.AnyThreadCanWait);
        using var thread = new UiThread(thread => new UiContext(thread));
        var signal = new Future("signal");
        EventLoop.Register<UiContext>(_loop).Dispose();

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => thread.InvokeAsync(() => signal.Join()));

        Assert.Contains($"{nameof(EventLoop)}.{nameof(EventLoop.Register)}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(UiContext), refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => thread.InvokeAsync(() => signal.Join(Short)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => thread.InvokeAsync(() => Clock.Sleep(Short)));
    }

    [Fact]
    public void Register_Twice_SaysSoAndOnceMoreAfterTheEnd()
    {
        using (EventLoop.Register<UiContext>(_loop))
        {
            InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => EventLoop.Register<UiContext>(_loop));
            Assert.Contains(nameof(UiContext), refusal.Message, StringComparison.Ordinal);
            Assert.Contains(nameof(UiLoop), refusal.Message, StringComparison.Ordinal);
            using IDisposable ofDerived = EventLoop.Register<DerivedUiContext>(_loop);
        }

        IDisposable again = EventLoop.Register<UiContext>(_loop);
        again.Dispose();
        again.Dispose();
    }

    [Fact]
    public async Task Register_Several_TakesTheNearestTypeThenThePredicate()
    {
        using var thread = new UiThread(thread => new DerivedUiContext(thread));
        UiLoop ofPredicate = new();
        UiLoop ofDerived = new();
        var registrations = new Stack<IDisposable>();
        registrations.Push(EventLoop.Register(context => context is UiContext, ofPredicate));
        await JoinAsync(1, 0, 0);
        registrations.Push(EventLoop.Register<UiContext>(_loop));
        await JoinAsync(1, 1, 0);
        registrations.Push(EventLoop.Register<DerivedUiContext>(ofDerived));
        await JoinAsync(1, 1, 1);
        registrations.Pop().Dispose();
        await JoinAsync(1, 2, 1);
        registrations.Pop().Dispose();
        await JoinAsync(2, 2, 1);
        registrations.Pop().Dispose();

        async Task JoinAsync(int byPredicate, int byBase, int byDerived)
        {
            var signal = new Future("signal");
            Task wait = thread.InvokeAsync(() =>
            {
                thread.Post(signal.End);
                signal.Join();
            });
            await wait.WaitAsync(HangGuard.Limit, Cancellation);
            Assert.Equal((byPredicate, byBase, byDerived), (ofPredicate.Runs, _loop.Runs, ofDerived.Runs));
        }
    }

    [Fact]
    public void Register_WhatMakesNoSense_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => EventLoop.Register<UiContext>(null!));
        Assert.Throws<ArgumentNullException>(() => EventLoop.Register(null!, _loop));
        Assert.Throws<ArgumentNullException>(() => EventLoop.Register(_ => true, null!));
        Assert.Throws<ArgumentException>(() => EventLoop.Register<SynchronizationContext>(_loop));
        Assert.Throws<ArgumentException>(() => EventLoop.Register<EventLoop>(_loop));
    }

    [Fact]
    public async Task Register_ByManyThreads_LosesNone()
    {
        await HangGuard.RunAsync(() => Parallel.For(0, 500, _ =>
        {
            var marked = new SynchronizationContext();
            var loop = new UiLoop();
            using (EventLoop.Register(context => ReferenceEquals(context, marked), loop))
            {
                Assert.Same(loop, NestedLoops.Find(marked));
            }

            Assert.Null(NestedLoops.Find(marked));
        }));
    }

    [Fact]
    public Task Join_OfWhatWaitsBeneath_ThrowsDeadlockAtOnce() => OnUiAsync(thread =>
    {
        var signal = new Future("signal");
        Future? procedure = null;
        DeadlockException? deadlock = null;
        thread.Post(() => procedure = Future.Start(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(thread.Context); // not the pump of asynchrony off, which handles no messages
                signal.Join();
                return Task.CompletedTask;
            },
            Cancellation,
            "procedure of the display"));
        thread.Post(() =>
        {
            Future beneath = procedure ?? Future.Running.Single(future => future.Name == "procedure of the display");
            deadlock = Assert.Throws<DeadlockException>(() => beneath.Join());
            signal.End();
        });

        signal.Join();

        Assert.NotNull(deadlock);
        Assert.Contains("'procedure of the display' waits for 'signal', beneath the wait for 'procedure of the display'", deadlock.Message, StringComparison.Ordinal);
    });

    private static int FailNow() => throw new InvalidTimeZoneException();

    private async Task OnUiAsync(Action<UiThread> test)
    {
        using var thread = new UiThread(thread => new UiContext(thread));
        using IDisposable registration = EventLoop.Register<UiContext>(_loop);
        Task ended = thread.InvokeAsync(() => test(thread));
        try
        {
            await ended.WaitAsync(HangGuard.Limit, Cancellation);
        }
        catch (TimeoutException) when (!ended.IsCompleted)
        {
            Assert.Fail($"The user interface hangs. What runs:{Environment.NewLine}{Explanation.OfAllRunning()}");
        }
    }

    private sealed class HastyLoop : INestedLoop
    {
        public void Run(CancellationToken until)
        {
        }
    }

    private sealed class BrokenLoop : INestedLoop
    {
        public void Run(CancellationToken until) => throw new NotSupportedException();
    }

    /// <summary>A device whose function to read waits, though it should not.</summary>
    private sealed class Joining : Device
    {
        public Joining()
            : base("joining") => Value = AddParameter("value", "What it waits for.", readNow: () =>
            {
                Signal.Join();
                return 1;
            });

        public Future Signal { get; } = new("signal");

        public Parameter<int> Value { get; }
    }
}
