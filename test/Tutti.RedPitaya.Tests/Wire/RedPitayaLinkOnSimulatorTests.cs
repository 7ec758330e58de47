using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;
using Tutti.Simulation.RedPitaya;
using Tutti.Transport;

namespace Tutti.RedPitaya.Tests.Wire;

public sealed class RedPitayaLinkOnSimulatorTests
{
    private static readonly uint Leds = HousekeepingRegisters.At(HousekeepingRegisters.Leds);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExchangeAsync_SimulatedBoard_DoesWhatIsAsked()
    {
        await using RedPitayaSimulator board = await RedPitayaSimulator.StartAsync(cancellationToken: Cancellation);
        await using RedPitayaLink link = new("127.0.0.1", board.Port);
        uint[] buffer = new uint[ScopeRegisters.BufferLength];
        uint[] leds = new uint[1];

        await link.WriteAsync(Leds, 0x50, cancellationToken: Cancellation);
        await link.UpdateAsync(Leds, 0x0F, 0x0A, cancellationToken: Cancellation);
        await link.ExchangeAsync(
            new[]
            {
                RegisterOperation.Read(ScopeRegisters.At(ScopeRegisters.Channel1Buffer), buffer),
                RegisterOperation.Read(Leds, leds),
            },
            cancellationToken: Cancellation);

        Assert.Equal(0x5A, board.Leds);
        Assert.Equal(0x5Au, leds[0]);
        Assert.Equal(1, board.ClientCount);
    }

    [Fact]
    public async Task ReadAsync_GarbageOrALostConnection_FailsAndTheNextCallGoesOn()
    {
        await using RedPitayaSimulator board = await RedPitayaSimulator.StartAsync(cancellationToken: Cancellation);
        await using RedPitayaLink link = new("127.0.0.1", board.Port);
        await link.WriteAsync(Leds, 0x5A, cancellationToken: Cancellation);

        board.Faults.SendGarbage();
        await Assert.ThrowsAsync<TransportException>(() => link.ReadAsync(Leds, Cancellation).AsTask());
        Assert.Equal(0x5Au, await link.ReadAsync(Leds, Cancellation));
        board.Faults.DisconnectWithinReply();
        await Assert.ThrowsAsync<ConnectionLostException>(() => link.ReadAsync(Leds, Cancellation).AsTask());
        Assert.Equal(0x5Au, await link.ReadAsync(Leds, Cancellation));

        Assert.Equal(3, board.ClientCount);
    }
}
