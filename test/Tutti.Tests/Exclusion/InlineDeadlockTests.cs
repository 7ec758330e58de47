using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using Tutti.Tests.Execution;

namespace Tutti.Tests.Exclusion;

/// <summary>Circles through what a child does on the thread of its parent: its synchronous part, or with asynchrony off all of its work.</summary>
public sealed class InlineDeadlockTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");
    private int _uses;
    private int _refused;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("awaits")]
    [InlineData("blocks")]
    [InlineData("runs")]
    public async Task Start_ChildrenOnTwoThreadsWantWhatTheOthersParentHolds_OneIsRefused(string how)
    {
        using var bothHold = new Barrier(2);
        Exception?[] thrown = new Exception?[2];
        Future Procedure(Stage held, Stage wanted) => Future.Start(async () =>
        {
            using (await Exclusive.AcquireAsync(held))
            {
                Assert.True(bothHold.SignalAndWait(HangGuard.Limit, Cancellation));
                await StartChild(how, wanted);
            }
        });

        await Task.WhenAll(
            HangGuard.RunAsync(() => thrown[0] = Record.Exception(() => Procedure(_motor, _pump).Join())),
            HangGuard.RunAsync(() => thrown[1] = Record.Exception(() => Procedure(_pump, _motor).Join())));

        Assert.Contains(thrown, exception => exception is DeadlockException);
        Assert.All(thrown, exception => Assert.True(exception is null or DeadlockException, exception?.ToString()));
        Assert.Equal(thrown.Count(exception => exception is null), _uses);
        Assert.Equal(thrown.Count(exception => exception is not null), _refused); // where it asked, and before its parent went on
        AssertFree();
    }

    [Fact]
    public void Start_InlineDeeperThanWaitsMayStand_LeavesNoRequest()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        using var isHeld = new ManualResetEventSlim();
        using var isOver = new ManualResetEventSlim();
        Future? refused = null;
        var holder = new Thread(() =>
        {
            using (Exclusive.Acquire(_motor))
            {
                isHeld.Set();
                isOver.Wait(HangGuard.Limit);
            }
        });
        async Task DescendAsync(int left)
        {
            await Task.Yield();
            if (left == 0)
            {
                refused = Future.Start(() => UseAsync(_motor), Cancellation);
                return;
            }

            await Future.Start(() => DescendAsync(left - 1), Cancellation);
        }

        holder.Start();
        Assert.True(isHeld.Wait(HangGuard.Limit, Cancellation));
        Future.Start(() => DescendAsync(EventLoop.MaxDepth - 1), Cancellation).Join();
        isOver.Set();
        Assert.True(holder.Join(HangGuard.Limit));

        Assert.IsType<InvalidOperationException>(refused!.Exception);
        Assert.Equal(0, _uses);
        AssertFree();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Join_InASynchronousPartOfWhatWaitsForTheCaller_Throws(bool isOnALoop) => HangGuard.RunAsync(() =>
    {
        OnLoop.SkipIfOff();
        void Procedure()
        {
            Future other;
            using (Exclusive.Acquire(_motor))
            {
                other = OnLoop.Outside(() => UseAsync(_motor), "other");
                Future child = Future.Start(() => Task.FromResult(other.Join()), Cancellation, "child");

                string message = Assert.IsType<DeadlockException>(child.Exception).Message;
                Assert.Contains("'the main flow' waits for 'child'", message, StringComparison.Ordinal);
            }

            other.Join();
        }

        if (isOnALoop)
        {
            EventLoop.Run(() =>
            {
                Procedure();
                return Task.CompletedTask;
            });
        }
        else
        {
            Procedure();
        }

        Assert.Equal(1, _uses);
        AssertFree();
    });

    [Fact]
    public Task Join_OnALoopByTheHolder_RefusesWhoAsksMeanwhile() => HangGuard.RunAsync(() => EventLoop.Run(async () =>
    {
        OnLoop.SkipIfOff();
        using (await Exclusive.AcquireAsync(_motor))
        {
            Future other = OnLoop.Outside(
                async () =>
                {
                    await Task.Yield();
                    await UseAsync(_motor);
                },
                "other");
            Join(other);
        }

        void Join(Future other) => Assert.Throws<DeadlockException>(() => other.Join());
        Assert.Equal(1, _refused);
        AssertFree();
    }));

    private Future StartChild(string how, Stage wanted) => how switch
    {
        "awaits" => Future.Start(() => UseAsync(wanted), Cancellation),
        "runs" => Future.Run(() => Use(wanted), Cancellation),
        _ => Future.Start(
            () =>
            {
                Use(wanted);
                return Task.CompletedTask;
            },
            Cancellation),
    };

    private async Task UseAsync(Stage stage)
    {
        try
        {
            using (await Exclusive.AcquireAsync(stage))
            {
                Interlocked.Increment(ref _uses);
            }
        }
        catch (DeadlockException)
        {
            Interlocked.Increment(ref _refused);
            throw;
        }
    }

    private void Use(Stage stage)
    {
        try
        {
            using (Exclusive.Acquire(stage))
            {
                Interlocked.Increment(ref _uses);
            }
        }
        catch (DeadlockException)
        {
            Interlocked.Increment(ref _refused);
            throw;
        }
    }

    private void AssertFree() =>
        Assert.All(((Stage[])[_motor, _pump]).SelectMany(stage => ((IExclusive)stage).Gates), gate => Assert.True(gate.IsFree));
}
