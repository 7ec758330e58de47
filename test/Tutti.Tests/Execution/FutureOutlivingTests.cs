using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;

namespace Tutti.Tests.Execution;

/// <summary>What becomes of those who outlive the future that began them.</summary>
public sealed class FutureOutlivingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets the ways in which the work of a future that ends can begin something.</summary>
    public static TheoryData<string> Ways => ["run", "start", "then", "two generations"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CancelAsync_GrandchildOfAnEndedChild_IsCancelledAndWaitedFor(string way)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var isBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isCancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future? move = null;
        async Task MoveAsync(CancellationToken token)
        {
            using CancellationTokenRegistration registration = token.Register(isCancelled.SetResult);
            await mayEnd.Task;
        }

        Future procedure = Future.Start(
            async () =>
            {
                await BeginBy(way, () => move = Future.Start(MoveAsync));
                isBegun.SetResult();
                await Clock.Delay(Long);
            },
            Cancellation);
        await isBegun.Task;

        Future cancel = procedure.CancelAsync();
        await isCancelled.Task.WaitAsync(HangGuard.Limit, TimeProvider.System, Cancellation);
        Assert.False(cancel.IsDone);
        mayEnd.SetResult();
        await cancel;

        Assert.True(move!.IsCancelled);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Running_GrandchildOfAnEndedChild_FollowsTheNearestThatRuns(string way)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future? move = null;
        Future procedure = Future.Start(
            async () =>
            {
                await BeginBy(way, () => move = Clock.Delay(Long));
                IReadOnlyList<Future> running = Future.Running;
                int place = running.ToList().IndexOf(move!);
                Assert.True(place > 0);
                Assert.Equal(1, running.Count(future => ReferenceEquals(future, move)));
            },
            Cancellation);
        await procedure;

        // No ancestor is left.
        procedure.Cancel();
        Assert.False(move!.IsCancelled);
        Assert.Contains(move, Future.Running);
        await move.CancelAsync();
        Assert.DoesNotContain(move, Future.Running);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_SideLineOfAnEndedChild_WhatItStartsLaterStartsCancelled(bool hasParentEnded)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await using var device = new Stage();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool hasRun = false;
        Task? sideLine = null;
        List<Future> late = [];
        Exception? refused = null;
        async Task SideLineAsync()
        {
            await goOn.Task;
            late.Add(Future.Start(() => Task.FromResult(hasRun = true)));
            late.Add(Future.Run(() => hasRun = true));
            late.Add(Clock.Delay(TimeSpan.Zero));
            refused = await Record.ExceptionAsync(async () => (await Exclusive.AcquireAsync(device)).Dispose());
        }

        Future procedure = Future.Start(
            async () =>
            {
                await Future.Start(() =>
                {
                    sideLine = SideLineAsync();
                    return Task.CompletedTask;
                });
                await (hasParentEnded ? Clock.Delay(Long) : Clock.Delay(Long).Then(() => { }));
            },
            Cancellation);
        procedure.Cancel();
        if (hasParentEnded)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await procedure);
        }

        goOn.SetResult();
        await sideLine!;

        Assert.All(late, future => Assert.True(future.IsCancelled));
        Assert.False(hasRun);
        OperationCanceledException refusal = Assert.IsAssignableFrom<OperationCanceledException>(refused);
        Assert.True(refusal.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Cancel_WhatASideLineOfAnEndedChildHasStarted_IsReached()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Future>? sideLine = null;
        async Task<Future> SideLineAsync()
        {
            await goOn.Task;
            return Clock.Delay(Long);
        }

        Future procedure = Future.Start(
            async () =>
            {
                await Future.Start(() =>
                {
                    sideLine = SideLineAsync();
                    return Task.CompletedTask;
                });
                await Clock.Delay(Long);
            },
            Cancellation);
        goOn.SetResult();
        Future begun = await sideLine!;

        await procedure.CancelAsync();

        Assert.True(begun.IsCancelled);
    }

    [Fact]
    public async Task Cancel_WhatAShieldLeftBehind_IsNotReached()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future? left = null;
        Future procedure = Future.Start(
            async () =>
            {
                using (Future.Shield(Long))
                {
                    await Future.Run(() => { left = Clock.Delay(Long); });
                }

                await Clock.Delay(Long);
            },
            Cancellation);
        while (left is null)
        {
            await Task.Yield();
        }

        await procedure.CancelAsync();

        Assert.False(left.IsDone);
        await left.CancelAsync();
    }

    [Fact]
    public async Task Start_EachGenerationStartsTheNextAndEnds_NoneIsKept()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        const int Generations = 200;
        var ancestors = new List<WeakReference>();
        Future? last = null;

        await Future.Start(
            async () =>
            {
                last = await BeginGenerationsAsync(ancestors, Generations);

                Assert.True(Garbage.CollectUntil(() => CountAlive(ancestors) <= 2), $"{CountAlive(ancestors)} of {ancestors.Count} are alive.");
            },
            Cancellation);

        Assert.False(last!.IsDone);
        await last.CancelAsync();
    }

    [Fact]
    public Task CancelAsync_AtEveryMomentOfTheHandOver_ReachesAll() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        for (int moment = 0; moment < 1500; moment++)
        {
            int spins = moment % 300;
            Future? move = null;
            Future? part = null;
            Future procedure = Future.Start(
                async () =>
                {
                    await Future.Run(() =>
                    {
                        move = Future.Start(async () =>
                        {
                            await Task.Yield();
                            part = Clock.Delay(Long);
                            await part;
                        });
                        Thread.SpinWait(spins);
                    });
                    await move!;
                },
                Cancellation);
            Thread.SpinWait(300 - spins);
            await procedure.CancelAsync();

            Assert.True(move is null or { IsDone: true });
            Assert.True(part is null or { IsCancelled: true });
        }
    });

    private static Future BeginBy(string way, Action begin) => way switch
    {
        "run" => Future.Run(begin),
        "then" => Future.Completed.Then(begin),
        "start" => Future.Start(async () =>
        {
            await Task.Yield();
            begin();
        }),
        _ => Future.Run(() => { BeginBy("run", begin).Join(); }).Then(() => { }),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<Future> BeginGenerationsAsync(List<WeakReference> ancestors, int generations)
    {
        var last = new TaskCompletionSource<Future>(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task BeginAsync(int left)
        {
            await Task.Yield();
            Future next = left == 0 ? Clock.Delay(Long) : Future.Start(() => BeginAsync(left - 1));
            ancestors.Add(new WeakReference(next));
            if (left == 0)
            {
                last.SetResult(next);
            }
        }

        await Future.Start(() => BeginAsync(generations));
        return await last.Task;
    }

    private static int CountAlive(List<WeakReference> references) => references.Count(reference => reference.IsAlive);
}
