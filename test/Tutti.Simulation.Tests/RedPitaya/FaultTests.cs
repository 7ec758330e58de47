using Tutti.RedPitaya.Registers;
using static Tutti.Simulation.RedPitaya.Bench;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds what a board does that misbehaves on purpose, and how late it answers.</summary>
public sealed class FaultTests
{
    private const uint Leds = HousekeepingRegisters.BaseAddress + HousekeepingRegisters.Leds;

    [Fact]
    public async Task GoSilent_AfterTwoRequests_SwallowsTheThird()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.Faults.GoSilent(requests: 2);
        byte[] read = MonitorClient.Message((byte)'r', 1, Leds);

        await bench.Client.SendAsync([.. read, .. read, .. read], Cancellation);
        byte[] answered = await bench.Client.ReceiveAsync(24, Cancellation);
        Task<byte[]> third = bench.Client.ReceiveAsync(12, Cancellation);
        bench.Simulator.Faults.Clear();
        await bench.Client.SendAsync(MonitorClient.Message((byte)'r', 1, Leds - 4), Cancellation);

        Assert.Equal(24, answered.Length);
        Assert.Equal((byte)(Leds & 0xFF) - 4, (await third)[4]);
    }

    [Fact]
    public async Task GoSilent_UntilTheClientLeaves_ServesTheNextOne()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.Faults.GoSilent();
        await bench.Client.SendAsync(MonitorClient.Message((byte)'w', 1, Leds, 1), Cancellation);
        bench.Client.Dispose();

        using MonitorClient second = await MonitorClient.ConnectAsync(bench.Simulator, Cancellation);

        Assert.Equal(0u, await second.ReadAsync(Leds, Cancellation));
    }

    [Fact]
    public async Task Disconnect_EndsTheConnectionInsteadOfAnswering_Once()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.Faults.Disconnect(requests: 1);
        await bench.ReadAsync(Leds);

        await bench.Client.SendAsync(MonitorClient.Message((byte)'w', 1, Leds, 1), Cancellation);

        Assert.Empty(await bench.Client.ReceiveAsync(8, Cancellation));
        using MonitorClient second = await MonitorClient.ConnectAsync(bench.Simulator, Cancellation);
        Assert.Equal(0u, await second.ReadAsync(Leds, Cancellation));
    }

    [Fact]
    public async Task DisconnectWithinReply_SendsHalfOfIt()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.Faults.DisconnectWithinReply();

        await bench.Client.SendAsync(MonitorClient.Message((byte)'r', 100, ScopeRegisters.At(ScopeRegisters.Channel1Buffer)), Cancellation);

        Assert.Equal(204, (await bench.Client.ReceiveAsync(408, Cancellation)).Length);
    }

    [Fact]
    public async Task SendGarbage_AnswersNonsenseOfTheRightLength_Once()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.Faults.SendGarbage();
        byte[] read = MonitorClient.Message((byte)'r', 1, Leds);

        await bench.Client.SendAsync(read, Cancellation);

        byte[] reply = await bench.Client.ReceiveAsync(12, Cancellation);
        Assert.Equal(12, reply.Length);
        Assert.NotEqual(read, reply[..8]);
        Assert.Equal(0u, await bench.ReadAsync(Leds));
    }

    [Fact]
    public async Task ReplyDelay_HoldsRepliesBackUntilThen()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.ReplyDelay = TimeSpan.FromMilliseconds(5);
        byte[] write = MonitorClient.Message((byte)'w', 1, Leds, 6);
        await bench.Client.SendAsync([.. write, .. MonitorClient.Message((byte)'r', 1, Leds)], Cancellation);
        Task<byte[]> reply = bench.Client.ReceiveAsync(20, Cancellation);

        await bench.AdvanceWhenTimersWaitAsync(TimeSpan.FromMilliseconds(5) - TimeSpan.FromTicks(1));
        Assert.Equal(6, bench.Simulator.Leds);
        Assert.False(reply.IsCompleted);
        bench.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(6, (await reply)[^4]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(60_001)]
    public async Task ReplyDelay_OutOfRange_IsRefused(int milliseconds)
    {
        await using Bench bench = await StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Simulator.ReplyDelay = TimeSpan.FromMilliseconds(milliseconds));
    }
}
