using System.Net.Sockets;
using Tutti.RedPitaya.Registers;
using static Tutti.Simulation.RedPitaya.Bench;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds the protocol, byte by byte.</summary>
public sealed class ProtocolTests
{
    private const uint Leds = HousekeepingRegisters.BaseAddress + HousekeepingRegisters.Leds;

    [Fact]
    public async Task Read_OneWord_IsTheExampleOfTheProtocol()
    {
        await using Bench bench = await StartAsync();

        await bench.Client.SendAsync([0x72, 0, 1, 0, 0, 0, 0, 0x40], Cancellation);

        byte[] reply = await bench.Client.ReceiveAsync(12, Cancellation);
        Assert.Equal([0x72, 0, 1, 0, 0, 0, 0, 0x40, 1, 0, 0, 0], reply);
    }

    [Fact]
    public async Task Write_OneWord_EchoesTheHeaderAndStoresTheWord()
    {
        await using Bench bench = await StartAsync();

        await bench.Client.SendAsync([0x77, 0, 1, 0, 0x30, 0, 0, 0x40, 0x5A, 0, 0, 0], Cancellation);

        Assert.Equal([0x77, 0, 1, 0, 0x30, 0, 0, 0x40], await bench.Client.ReceiveAsync(8, Cancellation));
        Assert.Equal(0x5Au, await bench.ReadAsync(Leds));
        Assert.Equal(0x5A, bench.Simulator.Leds);
    }

    [Fact]
    public async Task Read_ReservedByteSet_IsEchoed()
    {
        await using Bench bench = await StartAsync();

        await bench.Client.SendAsync([0x72, 0x99, 1, 0, 0, 0, 0, 0x40], Cancellation);

        Assert.Equal(0x99, (await bench.Client.ReceiveAsync(12, Cancellation))[1]);
    }

    [Theory]
    [InlineData('r')]
    [InlineData('w')]
    [InlineData('c')]
    [InlineData('x')]
    public async Task Message_OfNoWords_IsDroppedWithoutAReply(char command)
    {
        await using Bench bench = await StartAsync();

        await bench.Client.SendAsync(MonitorClient.Message((byte)command, 0, Leds), Cancellation);

        Assert.Equal(0u, await bench.ReadAsync(Leds));
    }

    [Theory]
    [InlineData('c', 1, 0u)]
    [InlineData('x', 1, 0x4000_0000u)]
    [InlineData('r', 3, 0x4001_FFF8u)]
    [InlineData('r', 32_769, 0x4010_0000u)]
    [InlineData('r', 1, 0x3FFF_FFFCu)]
    [InlineData('r', 1, 0x4080_0000u)]
    [InlineData('r', 1, 0x4000_0002u)]
    [InlineData('w', 65_535, 0x4000_0000u)]
    public async Task Message_ThatEndsTheServer_ClosesTheConnection(char command, int count, uint address)
    {
        await using Bench bench = await StartAsync();

        await bench.Client.SendAsync(MonitorClient.Message((byte)command, count, address), Cancellation);

        Assert.Empty(await bench.Client.ReceiveAsync(1, Cancellation));
    }

    [Fact]
    public async Task Read_UpToTheEndOfTheWindow_IsAnswered()
    {
        await using Bench bench = await StartAsync();

        uint[] words = await bench.Client.ReadAsync(ScopeRegisters.BaseAddress, 32_768, Cancellation);

        Assert.Equal(8192u, words[ScopeRegisters.TriggerDelay / 4]);
    }

    [Fact]
    public async Task Requests_InOnePacket_AreAnsweredInOrder()
    {
        await using Bench bench = await StartAsync();
        byte[] write = MonitorClient.Message((byte)'w', 1, Leds, 7);
        byte[] read = MonitorClient.Message((byte)'r', 1, Leds);
        byte[] second = MonitorClient.Message((byte)'w', 1, Leds, 9);

        await bench.Client.SendAsync([.. write, .. read, .. second, .. read], Cancellation);

        byte[] replies = await bench.Client.ReceiveAsync(8 + 12 + 8 + 12, Cancellation);
        Assert.Equal([.. write[..8], .. read, 7, 0, 0, 0, .. second[..8], .. read, 9, 0, 0, 0], replies);
    }

    [Fact]
    public async Task Requests_SplitIntoBytes_AreUnderstood()
    {
        await using Bench bench = await StartAsync();
        byte[] write = MonitorClient.Message((byte)'w', 2, Leds - 4, 1, 2);

        foreach (byte value in write)
        {
            await bench.Client.SendAsync([value], Cancellation);
        }

        Assert.Equal(write[..8], await bench.Client.ReceiveAsync(8, Cancellation));
        Assert.Equal(2u, await bench.ReadAsync(Leds));
    }

    [Fact]
    public async Task Requests_ManyAtOnce_AreAllAnswered()
    {
        await using Bench bench = await StartAsync();
        const int Count = 200;
        byte[] read = MonitorClient.Message((byte)'r', 4096, ScopeRegisters.At(ScopeRegisters.Channel1Buffer));
        byte[] all = [.. Enumerable.Repeat(read, Count).SelectMany(static bytes => bytes)];

        Task sending = bench.Client.SendAsync(all, Cancellation);
        byte[] replies = await bench.Client.ReceiveAsync(Count * (8 + (4 * 4096)), Cancellation);
        await sending;

        Assert.Equal(Count * (8 + (4 * 4096)), replies.Length);
        Assert.Equal(Count, bench.Simulator.RequestCount);
    }

    [Fact]
    public async Task SecondClient_IsServedWhenTheFirstHasLeft()
    {
        await using Bench bench = await StartAsync();
        await bench.WriteAsync(Leds, 3);
        using MonitorClient second = await MonitorClient.ConnectAsync(bench.Simulator, Cancellation);
        Task<uint> reading = second.ReadAsync(Leds, Cancellation);
        Assert.Equal(3u, await bench.ReadAsync(Leds));
        Assert.False(reading.IsCompleted);
        Assert.Equal(1, bench.Simulator.ClientCount);

        bench.Client.Dispose();

        Assert.Equal(3u, await reading);
        Assert.Equal(2, bench.Simulator.ClientCount);
    }

    [Fact]
    public async Task Client_AfterGarbage_IsServed()
    {
        await using Bench bench = await StartAsync();
        await bench.Client.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Cancellation);
        Assert.Empty(await bench.Client.ReceiveAsync(1, Cancellation));

        using MonitorClient second = await MonitorClient.ConnectAsync(bench.Simulator, Cancellation);

        Assert.Equal(1u, await second.ReadAsync(HousekeepingRegisters.BaseAddress, Cancellation));
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_SaysSo()
    {
        await using Bench bench = await StartAsync();
        var options = new RedPitayaSimulatorOptions { Port = bench.Simulator.Port };

        SimulatorException error = await Assert.ThrowsAsync<SimulatorException>(
            async () => await RedPitayaSimulator.StartAsync(options, Cancellation));

        Assert.Contains(options.Port.ToString(), error.Message, StringComparison.Ordinal);
        Assert.IsType<SocketException>(error.InnerException);
    }

    [Fact]
    public async Task Dispose_WithAClientConnected_EndsTheConnectionAndFreesThePort()
    {
        await using Bench bench = await StartAsync();
        int port = bench.Simulator.Port;
        await bench.ReadAsync(Leds);

        await bench.Simulator.DisposeAsync();
        await bench.Simulator.DisposeAsync();

        Assert.Empty(await bench.Client.ReceiveAsync(1, Cancellation));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync("127.0.0.1", port, Cancellation));
    }
}
