using Tutti.Devices;
using Tutti.Instruments;
using Tutti.RedPitaya;

namespace Tutti.Cli.Procedures;

/// <summary>Is what a run works with.</summary>
/// <param name="Name">What it is and where, for people and files.</param>
/// <param name="Scope">The scope.</param>
/// <param name="NetworkAnalyzer">The network analyzer, at output 1 and input 1.</param>
/// <param name="Generator">The generator at output 2.</param>
internal sealed record Bench(string Name, Scope Scope, NetworkAnalyzer NetworkAnalyzer, FunctionGenerator Generator)
{
    /// <summary>Gets all devices.</summary>
    public IReadOnlyList<Device> Devices => [Scope, NetworkAnalyzer, Generator];

    /// <summary>Makes the bench of a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="name">What it is and where.</param>
    /// <returns>The bench.</returns>
    public static Bench Of(RedPitayaBoard board, string name) => new(name, board.Scope, board.NetworkAnalyzer, board.Generator2);
}
