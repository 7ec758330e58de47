using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution.Malice;

/// <content>Callbacks that throw, or call back into what calls them.</content>
public sealed partial class MaliceTests
{
    [Fact]
    public Task Then_CallbackThrows_FailsItsOwnFutureAndNoOther() => HangGuard.RunAsync(async () =>
    {
        var signal = new Future("signal");
        Future first = signal.Then(void () => throw new InvalidDataException("first"));
        int second = 0;
        Future third = signal.Then(() => { second++; });
        Future afterFirst = first.Then(() => { second += 10; });

        signal.End();

        await third;
        InvalidDataException failure = await Assert.ThrowsAsync<InvalidDataException>(async () => await afterFirst);
        Assert.Equal("first", failure.Message);
        Assert.Same(failure, first.Exception);
        Assert.Equal(1, second);
    });

    [Fact]
    public Task ProgressChanged_HandlerThrows_WorkAndOtherHandlersGoOn() => HangGuard.RunAsync(async () =>
    {
        using var log = new LogBook();
        var failure = new InvalidDataException();
        int reports = 0;
        var begin = new SemaphoreSlim(Asynchrony.IsDisabled ? 1 : 0); // Differences.NothingIsPending
        Future? future = null;
        future = Future.Run(
            () =>
            {
                begin.Wait(Cancellation);
                Future.ReportProgress(0.5);
                return 3;
            },
            Cancellation);
        future.ProgressChanged += (_, _) => throw failure;
        future.ProgressChanged += (_, _) => reports++;
        begin.Release();
        await future;

        Assert.Equal(Asynchrony.IsDisabled ? 0 : 1, reports); // Differences.NothingIsPending
        Assert.Equal(!Asynchrony.IsDisabled, log.Exceptions.Contains(failure)); // Differences.NothingIsPending
    });

    [Fact]
    public Task UnhandledException_HandlerThrows_OthersHearOfItAndTheLoopGoesOn() => HangGuard.RunAsync(() =>
    {
        using var log = new LogBook();
        var failure = new InvalidTimeZoneException();
        var second = new InvalidDataException();
        List<Exception> heard = [];
        void Throw(object? sender, EventLoopExceptionEventArgs e)
        {
            if (e.Exception == failure)
            {
                throw second;
            }
        }

        void Hear(object? sender, EventLoopExceptionEventArgs e)
        {
            lock (heard)
            {
                heard.Add(e.Exception);
            }
        }

        EventLoop.UnhandledException += Throw;
        EventLoop.UnhandledException += Hear;
        try
        {
            EventLoop.Run(async () =>
            {
                EventLoop.Current!.Post(_ => throw failure, null);
                await Task.Yield();
            });
        }
        finally
        {
            EventLoop.UnhandledException -= Throw;
            EventLoop.UnhandledException -= Hear;
        }

        Assert.Contains(failure, heard);
        Assert.Contains(log.Exceptions, logged => logged is AggregateException both && both.InnerExceptions.SequenceEqual([failure, second]));
    });

    [Fact]
    public Task UnobservedFailure_HandlerThrows_OthersHearOfIt() => HangGuard.RunAsync(() =>
    {
        const string Name = "a failure whose first listener throws";
        using var log = new LogBook();
        var second = new InvalidDataException();
        int heard = 0;
        void Throw(object? sender, UnobservedFailureEventArgs e)
        {
            if (e.Name == Name)
            {
                throw second;
            }
        }

        void Hear(object? sender, UnobservedFailureEventArgs e) => heard += e.Name == Name ? 1 : 0;

        Future.UnobservedFailure += Throw;
        Future.UnobservedFailure += Hear;
        try
        {
            FailAndDrop(Name);
            Garbage.CollectUntil(() => Volatile.Read(ref heard) != 0);
        }
        finally
        {
            Future.UnobservedFailure -= Throw;
            Future.UnobservedFailure -= Hear;
        }

        Assert.Equal(1, heard);
        Assert.Contains(second, log.Exceptions);
    });

    [Fact]
    public Task TokenCallback_Throws_CancelReachesEverybodyElse() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        using var log = new LogBook();
        var failure = new InvalidDataException();
        Future? child = null;
        int called = 0;
        Future parent = Future.Start(
            async token =>
            {
                using CancellationTokenRegistration first = token.Register(() => called++);
                using CancellationTokenRegistration second = token.Register(() => throw failure);
                using CancellationTokenRegistration third = token.Register(() => called++);
                child = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
                await child;
            },
            Cancellation);

        await parent.CancelAsync();

        Assert.True(parent.IsCancelled && child!.IsCancelled);
        Assert.Equal(2, called);
        Assert.Contains(log.Exceptions, logged => logged is AggregateException all && all.InnerExceptions.Contains(failure));
    });

    [Fact]
    public Task TokenCallback_CancelsAndStartsAndWaits_IsServed() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? parent = null;
        Future? late = null;
        Future<CancelReport>? again = null;
        parent = Future.Start(
            async token =>
            {
                using CancellationTokenRegistration registration = token.Register(() =>
                {
                    again = parent!.CancelAsync();
                    late = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
                    Future.Run(void () => Thread.SpinWait(100), CancellationToken.None).Then(() => { });
                });
                await Clock.Delay(TimeSpan.FromDays(1), Cancellation);
            },
            Cancellation);

        await parent.CancelAsync();
        await again!;

        Assert.True(parent.IsCancelled);
        Assert.True(late!.IsCancelled);
    });

    [Fact]
    public Task Acquire_FromACallbackWithinTheLease_IsGranted() => HangGuard.RunAsync(async () =>
    {
        await using var stage = new Stage();
        List<string> order = [];
        using (Lease lease = await Exclusive.AcquireAsync(stage))
        {
            Future then = Future.Run(() => order.Add("work"), Cancellation).Then(() =>
            {
                using (Exclusive.Acquire(stage))
                {
                    stage.Position.Value = 1 * mm;
                    order.Add("then");
                }
            });
            await then;

            Future begin = Asynchrony.IsDisabled ? Future.Completed : new Future("begin"); // Differences.NothingIsPending
            Future<int> reporter = Future.Start(
                async () =>
                {
                    await begin;
                    Future.ReportProgress(0.5);
                    return 1;
                },
                Cancellation);
            reporter.ProgressChanged += (_, _) =>
            {
                using (Exclusive.Acquire(stage))
                {
                    order.Add("progress");
                }
            };
            begin.End();
            await reporter;
            await stage.Position.SetAsync(2 * mm, Cancellation);
        }

        Assert.Equal(Asynchrony.IsDisabled ? ["work", "then"] : ["work", "then", "progress"], order); // Differences.NothingIsPending
        Assert.Null(stage.Owner);
    });

    [Fact]
    public Task Acquire_FromACallbackOfWhatEndsTheLease_IsGrantedAfterIt() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var stage = new Stage();
        bool isHeld = false;
        Future holder = Future.Start(
            async () =>
            {
                using (await Exclusive.AcquireAsync(stage))
                {
                    await Clock.Delay(TimeSpan.FromMilliseconds(1), Cancellation);
                }
            },
            Cancellation);
        Future then = holder.Then(() =>
        {
            using (Exclusive.Acquire([stage], HangGuard.Limit, Cancellation))
            {
                isHeld = true;
            }
        });

        await then;

        Assert.True(isHeld);
        Assert.Null(stage.Owner);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FailAndDrop(string name) =>
        _ = Future.Start(Task () => throw new InvalidDataException(), CancellationToken.None, name);
}
