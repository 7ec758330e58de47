using Tutti.Benchmarks.Devices;
using Tutti.Benchmarks.Exclusion;
using Tutti.Benchmarks.Execution;
using Tutti.Benchmarks.Reporting;
using Tutti.Benchmarks.Timing;
using Tutti.Execution;

namespace Tutti.Benchmarks;

/// <summary>Measures every figure that is wanted of the execution core, each against its baseline in the same run.</summary>
internal static class CoreMeasurement
{
    // Blocked functions come last: their threads stay for a while.
    private static readonly (string Name, Action<FigureTable> Run)[] Parts =
    [
        ("start", static table => EventLoop.Run(() => StartMeasurement.RunAsync(table))),
        ("acquire", static table => EventLoop.Run(() => AcquireMeasurement.RunAsync(table))),
        ("parameter", static table => EventLoop.Run(() => ParameterMeasurement.RunAsync(table))),
        ("cancel", static table => EventLoop.Run(() => CancelMeasurement.RunAsync(table))),
        ("wait", WaitMeasurement.Run),
        ("run", static table => EventLoop.Run(() => RunMeasurement.RunAsync(table))),
    ];

    /// <summary>Measures.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="names">The parts to measure; none for all.</param>
    public static void Run(TextWriter output, IReadOnlyCollection<string> names)
    {
        if (names.FirstOrDefault(name => !Parts.Any(part => part.Name == name)) is { } unknown)
        {
            output.WriteLine($"'{unknown}' is no part; there are: {string.Join(", ", Parts.Select(part => part.Name))}.");
            return;
        }

        var table = new FigureTable(output);
        foreach ((string name, Action<FigureTable> run) in Parts)
        {
            if (names.Count == 0 || names.Contains(name))
            {
                run(table);
            }
        }
    }
}
