using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class AsynchronyTests
{
    [Fact]
    public void Disable_AfterTheFirstFuture_ThrowsUnlessItIsOffAlready()
    {
        Future.Run(() => { }).Join();

        if (Asynchrony.IsDisabled) // the switch itself
        {
            Asynchrony.Disable();
        }
        else
        {
            InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(Asynchrony.Disable);
            Assert.Contains("TUTTI_DISABLE_ASYNC=1", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Start_Off_DoesItsWorkOnTheCallerInTheOrderOfTheText()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        List<string> order = [];
        int thread = Environment.CurrentManagedThreadId;
        async Task Work(string name)
        {
            order.Add($"{name} begins");
            await Task.Yield();
            await Clock.Delay(TimeSpan.FromTicks(1));
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            order.Add($"{name} ends");
        }

        Future first = Future.Start(() => Work("first"));
        Future second = Future.Run(void () => Future.Start(() => Work("second")).Join());

        Assert.True(first.IsDone && second.IsDone);
        Assert.Equal(["first begins", "first ends", "second begins", "second ends"], order);
    }

    [Fact]
    public void Start_Off_WaitsForAForeignTaskThatIsPending()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var foreign = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => foreign.SetResult(3));

        Future<int> future = Future.Start(async () =>
        {
            thread.Start();
            return await foreign.Task;
        });

        Assert.True(future.IsDone);
        Assert.Equal(3, future.ResultNow);
    }

    [Fact]
    public void Start_OffWithConfigureAwaitFalse_LeavesTheThreadUntilTheFutureIsAwaited()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NoSecondThread);
        int caller = Environment.CurrentManagedThreadId;
        int elsewhere = caller;
        int back = 0;

        Future outer = Future.Start(async () =>
        {
            await Future.Start(async () =>
            {
                // false, and also if it is done already
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                elsewhere = Environment.CurrentManagedThreadId;
            });
            back = Environment.CurrentManagedThreadId;
        });

        Assert.True(outer.IsDone);
        Assert.NotEqual(caller, elsewhere);
        Assert.Equal(caller, back);
    }

    [Fact]
    public void Run_BlockingForATaskOnALoop_DoesNotWaitForThatLoop()
    {
        static async Task<int> ValueAsync(int value)
        {
            await Task.Yield();
            return value;
        }

#pragma warning disable VSTHRD002, xUnit1031 // A function on a worker may block for a task.
        int result = EventLoop.Run(async () => await Future.Run(() => ValueAsync(1).GetAwaiter().GetResult()));
#pragma warning restore VSTHRD002, xUnit1031
        int within = EventLoop.Run(async () =>
        {
            Task<int> onTheLoop = ValueAsync(2);
            return await Future.Run(() => Future.Start(() => onTheLoop).Result);
        });

        Assert.Equal(3, result + within);
    }

    [Fact]
    public void Wait_OffOnAForeignContext_Blocks()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.AnyThreadCanWait);
        int result = 0;

        new ForeignContext().Call(() =>
        {
            Clock.Sleep(TimeSpan.FromTicks(1));
            result = Future.Start(async () => await Future.Run(() => 1).Then(async value =>
            {
                await Clock.Delay(TimeSpan.FromTicks(1));
                return value + 1;
            })).Result;
        });

        Assert.Equal(2, result);
    }

    [Fact]
    public void Start_Off_ExceptionsAreKeptInTheFuture()
    {
        Future failed = Future.Start(async () =>
        {
            await Task.Yield();
            throw new FormatException("kept");
        });

        Assert.Equal("kept", Assert.Throws<FormatException>(() => failed.Join()).Message);
    }
}
