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

    public static async Task<SimulatedBoard> StartAsync()
    {
        RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync();
        return new SimulatedBoard(simulator, await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await Board.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
