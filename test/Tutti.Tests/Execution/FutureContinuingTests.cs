using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class FutureContinuingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Then_Result_IsPassedOn()
    {
        Future<string> text = Future.Run(() => 20, Cancellation).Then(value => value + 1).Then(value => $"{value}");

        Assert.Equal("21", text.Result);
    }

    [Fact]
    public void Then_CallbackThatStartsSomething_WaitsForIt()
    {
        Future<int> future = Future.Run(() => 2, Cancellation).Then(value => Future.Run(() => value * 3)).Then(async value =>
        {
            await Task.Yield();
            return value + 1;
        });

        Assert.Equal(7, future.Result);
    }

    [Fact]
    public void Then_Failure_IsPassedAlongAndTheCallbackDoesNotRun()
    {
        bool hasRun = false;

        Future then = Future.Run(int () => throw new FormatException("x"), Cancellation).Then(_ => { hasRun = true; });

        Assert.Equal("x", Assert.Throws<FormatException>(() => then.Join()).Message);
        Assert.False(hasRun);
    }

    [Fact]
    public void Then_Callback_NeverRunsInlineUnlessAsynchronyIsOff()
    {
        bool isInline = true;
        bool wasInline = false;
        using var attached = new ManualResetEventSlim();

        Future then = Future.Completed.Then(() =>
        {
            if (!Asynchrony.IsDisabled) // Differences.ThenRunsAtOnce
            {
                attached.Wait();
            }

            wasInline = isInline;
        });
        isInline = false;
        attached.Set();
        then.Join();

        Assert.Equal(Asynchrony.IsDisabled, wasInline); // Differences.ThenRunsAtOnce
    }

    [Fact]
    public void Then_AttachedOnALoop_RunsOnItsThread()
    {
        int loopThread = 0;
        int callbackThread = 0;

        EventLoop.Run(async () =>
        {
            loopThread = Environment.CurrentManagedThreadId;
            await Future.Run(() => 1, Cancellation).Then(_ => { callbackThread = Environment.CurrentManagedThreadId; });
        });

        Assert.Equal(loopThread, callbackThread);
    }

    [Fact]
    public void Then_CancelledBeforeItsTurn_DoesNotRun()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        bool hasRun = false;
        var pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future then = Future.Start(() => pending.Task, Cancellation).Then(() => hasRun = true);

        then.Cancel();
        pending.SetResult();

        Assert.Throws<OperationCanceledException>(() => then.Join());
        Assert.False(hasRun);
    }

    [Fact]
    public void Then_ThrowingCallback_FailsItsFuture()
    {
        Future then = Future.Completed.Then(void () => throw new FormatException("callback"));

        Assert.Equal("callback", Assert.Throws<FormatException>(() => then.Join()).Message);
    }
}
