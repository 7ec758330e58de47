using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

/// <summary>Nested waits on a loop that need what stands beneath them, or stand in the way of one another.</summary>
public sealed class EventLoopDeadlockTests
{
    private const string Name = "procedure beneath";

    private readonly Future _signal = new("signal");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Join_OfWhatWaitsBeneath_ThrowsAtOnce() => OnLoopAsync(loop =>
    {
        Future? procedure = null;
        DeadlockException? deadlock = null;
        loop.Post(
            _ =>
            {
                deadlock = Assert.Throws<DeadlockException>(() => Find().Join());
                _signal.End();
            },
            null);
        procedure = Future.Start(JoinSignalAsync, Cancellation, Name);

        procedure.Join();

        Assert.Contains("'procedure beneath' waits for 'signal', beneath the wait for 'procedure beneath'", deadlock!.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task Join_OfWhatAwaitsWhatWaitsBeneath_ThrowsAtOnce() => OnLoopAsync(loop =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        DeadlockException? deadlock = null;
        Future procedure = Future.Start(
            async () =>
            {
                await Task.Yield();
                await JoinSignalAsync();
            },
            Cancellation,
            Name);
        Future follower = Future.Start(async () => await procedure, Cancellation, "follower");
        Future last = Future.Start(async () => await Future.All(follower, Future.Completed), Cancellation, "last");
        loop.Post(
            _ =>
            {
                deadlock = Assert.Throws<DeadlockException>(() => last.Join());
                _signal.End();
            },
            null);

        last.Join();

        Assert.Contains("'procedure beneath' waits for 'signal', beneath the wait for 'last'", deadlock!.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task Join_OfSomethingElseAboveIt_IsAllowed() => OnLoopAsync(loop =>
    {
        var other = new Future("other");
        loop.Post(
            _ =>
            {
                loop.Post(_ => other.End(), null);
                other.Join();
                _signal.Join(TimeSpan.Zero.Add(HangGuard.Limit)); // the same as beneath
            },
            null);
        loop.Post(_ => _signal.End(), null);

        Future.Start(JoinSignalAsync, Cancellation, Name).Join();

        Assert.True(other.IsDone);
    });

    [Fact]
    public Task Join_OfWhatWaitsBeneathWithATimeLimit_TimesOutAndExplains() => OnLoopAsync(loop =>
    {
        TimeoutException? late = null;
        loop.Post(
            _ =>
            {
                late = Assert.Throws<TimeoutException>(() => Find().Join(TimeSpan.FromMilliseconds(1)));
                _signal.End();
            },
            null);

        Future.Start(JoinSignalAsync, Cancellation, Name).Join();

        Assert.Contains("for 'signal', beneath the wait for 'procedure beneath'", late!.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Acquire_OfWhatAFlowBeneathHolds_ThrowsAtOnceAndLeavesNoTrace()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var stage = new Stage();
        await OnLoopAsync(loop =>
        {
            DeadlockException? ofAcquire = null;
            DeadlockException? ofValue = null;
            loop.Post(
                _ =>
                {
                    ofAcquire = Assert.Throws<DeadlockException>(() => Exclusive.Acquire(stage));
                    ofValue = Assert.Throws<DeadlockException>(() => stage.Position.Value = 1 * mm);
                    _signal.End();
                },
                null);
            Future procedure = Future.Start(
                async () =>
                {
                    using (await Exclusive.AcquireAsync(stage))
                    {
                        await JoinSignalAsync();
                    }
                },
                Cancellation,
                Name);

            procedure.Join();

            Assert.Contains("beneath", ofAcquire!.Message, StringComparison.Ordinal);
            Assert.Contains("'procedure beneath'", ofValue!.Message, StringComparison.Ordinal);
            Assert.Null(stage.Owner);
        });

        Assert.Empty(stage.Log); // what could not be waited for was not done later
        using (await Exclusive.AcquireAsync([stage], HangGuard.Limit, Cancellation))
        {
            Assert.NotNull(stage.Owner);
        }
    }

    [Fact]
    public Task Explain_OfAWaitThatIsDoneBeneathAnother_SaysSo() => OnLoopAsync(loop =>
    {
        var other = new Future("other");
        string? whileBothWait = null;
        string? whenDone = null;
        loop.Post(
            _ =>
            {
                loop.Post(
                    _ =>
                    {
                        whileBothWait = Find().Explain();
                        _signal.End();
                        whenDone = Find().Explain();
                        other.End();
                    },
                    null);
                other.Join();
            },
            null);

        Future.Start(JoinSignalAsync, Cancellation, Name).Join();

        Assert.Contains("for 'signal', beneath the wait for 'other'", whileBothWait!, StringComparison.Ordinal);
        Assert.Contains("for 'signal', which is done, but this waits beneath the wait for 'other'", whenDone!, StringComparison.Ordinal);
        Assert.Contains($"{Environment.NewLine}    other (running", whenDone!, StringComparison.Ordinal);
    });

    [Fact]
    public Task Run_OfALoopWithinALoop_SeesWhatStandsBeneathBoth() => OnLoopAsync(loop =>
    {
        DeadlockException? deadlock = null;
        loop.Post(
            _ =>
            {
                EventLoop.Run(async () =>
                {
                    await Task.Yield();
                    deadlock = Assert.Throws<DeadlockException>(() => Find().Join());
                });
                _signal.End();
            },
            null);

        Future.Start(JoinSignalAsync, Cancellation, Name).Join();

        Assert.NotNull(deadlock);
    });

    [Fact]
    public Task Start_InlineOfWhatNeedsWhatStandsBeneath_FailsWithTheDeadlock() => OnLoopAsync(loop =>
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future? follower = null;
        loop.Post(
            _ =>
            {
                Future procedure = Find();
                follower = Future.Start(async () => await procedure, Cancellation, "follower");
                _signal.End();
            },
            null);

        Future.Start(JoinSignalAsync, Cancellation, Name).Join();

        Assert.IsType<DeadlockException>(follower!.Exception);
    });

    private static Future Find() => Future.Running.Single(future => future.Name == Name);

    private static Task OnLoopAsync(Action<EventLoop> test) => HangGuard.RunAsync(() => EventLoop.Run(() =>
    {
        test(EventLoop.Current!);
        return Task.CompletedTask;
    }));

    private Task JoinSignalAsync()
    {
        _signal.Join();
        return Task.CompletedTask;
    }
}
