using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Testing;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

/// <summary>Calls from threads that take no part in the virtual run whose flow they carry.</summary>
public sealed class VirtualThreadTests
{
    [Fact]
    public void Calls_FromTaskRun_ThrowAndNameTheCall()
    {
        Virtual.Run(async () =>
        {
            var stage = new Stage();
            using Lease lease = await Exclusive.AcquireAsync(new Stage());
            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Future pending = Asynchrony.IsDisabled // Differences.NothingIsPending
                ? await Task.Run(static () => Future.Completed)
                : Future.Start(() => never.Task);
            (string Call, Action Act)[] calls =
            [
                ("Future.Run", static () => _ = Future.Run(static () => { })),
                ("Future.Start", static () => _ = Future.Start(static () => Task.CompletedTask)),
                ("Clock.Delay", static () => _ = Clock.Delay(1 * s)),
                ("Clock.Delay", static () => Clock.Sleep(1 * s)),
                ("Future.All", () => _ = Future.All(pending)),
                ("Future.Any", () => _ = Future.Any(pending)),
                ("Future.Then", () => _ = pending.Then(static () => { })),
                ("Future.Cancel", pending.Cancel),
                ("Future.CancelAsync", () => _ = pending.CancelAsync()),
                ("get stage['position']", () => _ = stage.Position.GetAsync()),
                ("set stage['position']", () => stage.Position.Value = 1 * mm),
                ("stage", () => Exclusive.Acquire(stage).Dispose()),
                ("Lease.Adopt", () => lease.Adopt()),
                ("Lease.Dispose", lease.Dispose),
                ("Future.CancelAllAsync", () => _ = Future.CancelAllAsync()),
                ("Future.Shield", () => Future.Shield(1 * s).Dispose()),
            ];
            if (!Asynchrony.IsDisabled) // Differences.NothingIsPending
            {
                calls =
                [
                    .. calls,
                    ("Future.Join", () => pending.Join()),
                    ("Future.Join", () => pending.Join(TimeSpan.FromSeconds(1))),
                    ("await", () => pending.GetAwaiter().IsCompleted.ToString()),
                ];
            }

            foreach ((string call, Action act) in calls)
            {
                Exception? thrown = await Task.Run(() => Record.Exception(act));

                var refusal = Assert.IsType<InvalidOperationException>(thrown);
                Assert.Contains(call, refusal.Message, StringComparison.Ordinal);
                Assert.Contains("does not take part in it", refusal.Message, StringComparison.Ordinal);
            }

            Assert.DoesNotContain(Future.Running, future => future != pending);
            never.SetResult();
        });
    }

    [Fact]
    public void Await_AfterLeavingTheRun_ThrowsInTheAwaitingMethod()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        static async Task LeaveAsync()
        {
            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Future pending = Future.Start(() => never.Task);
            while (SynchronizationContext.Current is not null)
            {
                await Task.Run(static () => { }).ConfigureAwait(false); // It stays if the task has ended already.
            }

            await pending;
        }

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => { Virtual.Run(LeaveAsync); });

        Assert.Contains("await", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConfigureAwait(false)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TaskRun_AwaitedInTheRun_ComesBack()
    {
        int result = Virtual.Run(async () =>
        {
            int answer = await Task.Run(static () => 42);
            await Clock.Delay(1 * s);
            return answer;
        });

        Assert.Equal(42, result);
    }

    [Fact]
    public void TaskRun_WithSuppressedFlow_IsInRealTime()
    {
        Virtual.Run(async () =>
        {
            Task<TimeProvider> outside;
            using (ExecutionContext.SuppressFlow())
            {
                outside = Task.Run(static () => Clock.Current);
            }

            Assert.NotSame(Clock.Current, await outside);
        });
    }
}
