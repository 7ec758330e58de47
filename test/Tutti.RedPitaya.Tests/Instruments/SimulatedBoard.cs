using Tutti.RedPitaya.Wire;
using Tutti.Simulation.RedPitaya;

namespace Tutti.RedPitaya.Tests.Instruments;

/// <summary>A board for tests, connected to a simulator of its own.</summary>
internal sealed class SimulatedBoard : IAsyncDisposable
{
    private SimulatedBoard(RedPitayaSimulator simulator, RedPitayaBoard board)
    {
        Simulator = simulator;
        Board = board;
    }

    public RedPitayaSimulator Simulator { get; }

    public RedPitayaBoard Board { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SimulatedBoard> StartAsync(RedPitayaSimulatorOptions? options = null, RedPitayaLinkOptions? link = null)
    {
        RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync(options, Cancellation);
        return new SimulatedBoard(simulator, await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port, link, Cancellation));
    }

    public async Task<uint> ReadAsync(uint address) => await Board.Link.ReadAsync(address, Cancellation);

    /// <summary>Reads a register through a connection of its own, when the board's is closed.</summary>
    public async Task<uint[]> ReadAnewAsync(params uint[] addresses)
    {
        await using RedPitayaLink link = new("127.0.0.1", Simulator.Port);
        uint[] words = new uint[addresses.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = await link.ReadAsync(addresses[i], Cancellation);
        }

        return words;
    }

    /// <summary>Looks at a register, beside what uses the board, until it reads as awaited.</summary>
    public async Task WaitUntilAsync(uint address, Func<uint, bool> condition)
    {
        while (!condition(await ReadAsync(address)))
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Board.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
