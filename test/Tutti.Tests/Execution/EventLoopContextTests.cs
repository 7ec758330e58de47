using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class EventLoopContextTests
{
    [Fact]
    public void Post_Work_RunsInTheContextWhereItWasPosted()
    {
        var local = new AsyncLocal<int>();
        List<int> seen = [];

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            for (int i = 1; i <= 3; i++)
            {
                local.Value = i;
                loop.Post(_ => seen.Add(local.Value), null);
            }

            local.Value = 0;
            await Task.Yield();
        });

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void Post_WorkThatChangesItsContext_LeavesTheNextAlone()
    {
        var local = new AsyncLocal<int>();
        List<int> seen = [];

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            loop.Post(_ => local.Value = 9, null);
            loop.Post(_ => seen.Add(local.Value), null);
            loop.Post(_ => ExecutionContext.SuppressFlow(), null);
            loop.Post(_ => seen.Add(ExecutionContext.IsFlowSuppressed() ? -1 : local.Value), null);
            loop.Post(_ => SynchronizationContext.SetSynchronizationContext(null), null);
            loop.Post(_ => seen.Add(EventLoop.IsCurrent ? 0 : -1), null);
            await Task.Yield();
            seen.Add(local.Value);
        });

        Assert.Equal([0, 0, 0, 0], seen);
        Assert.Equal(0, local.Value);
    }

    [Fact]
    public void Post_WhileFlowIsSuppressed_RunsInTheDefaultContext()
    {
        var local = new AsyncLocal<int>();
        int seen = -1;

        EventLoop.Run(async () =>
        {
            local.Value = 4;
            using (ExecutionContext.SuppressFlow())
            {
                EventLoop.Current!.Post(_ => seen = local.Value, null);
            }

            await Task.Yield();
            Assert.Equal(4, local.Value);
        });

        Assert.Equal(0, seen);
    }

    [Fact]
    public void Run_ProgramAndWorkThatChangeTheContext_LeaveTheCallersAlone()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        int atStart = 0;

        EventLoop.Run(async () =>
        {
            atStart = local.Value;
            local.Value = 2;
            EventLoop.Current!.Post(_ => local.Value = 3, null);
            await Task.Yield();
            EventLoop.Current!.Post(_ => local.Value = 4, null);
        });

        Assert.Equal(1, atStart);
        Assert.Equal(1, local.Value);
    }

    [Fact]
    public void Run_WhileFlowIsSuppressed_StaysSuppressed()
    {
        using (ExecutionContext.SuppressFlow())
        {
            EventLoop.Run(async () => await Task.Yield());

            Assert.True(ExecutionContext.IsFlowSuppressed());
        }
    }
}
