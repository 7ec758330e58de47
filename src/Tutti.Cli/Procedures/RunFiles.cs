using System.Globalization;
using System.Numerics;
using Tutti.Cli.Commands;
using Tutti.Cli.Display;
using Tutti.Cli.Figures;
using Tutti.Cli.Output;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Procedures;

/// <summary>Saves a run in its folder.</summary>
internal sealed class RunFiles
{
    private const string Channel1 = "channel 1";
    private const string Channel2 = "channel 2";

    private readonly RunFolder _folder;

    /// <summary>Initializes the files of a run.</summary>
    /// <param name="folder">Its folder.</param>
    public RunFiles(RunFolder folder) => _folder = folder;

    /// <summary>Saves one round, or what is complete of it, as tables, and with the first one how the run is made.</summary>
    /// <param name="number">The number of the round, from 1.</param>
    /// <param name="scope">The scope's traces, if complete.</param>
    /// <param name="sweep">The network analyzer's trace, if complete.</param>
    /// <param name="settings">How the run is made.</param>
    /// <returns>A future that is done when all of it is on the disk.</returns>
    public Future SaveRoundAsync(int number, ScopeTrace? scope, Trace<Complex>? sweep, RunSettings settings) => Future.Run(() =>
    {
        if (number == 1)
        {
            _folder.Write("settings.json", stream => RunJson.Write(stream, settings));
        }

        string prefix = string.Create(CultureInfo.InvariantCulture, $"round-{number}");
        if (scope is not null)
        {
            IReadOnlyList<CsvColumn> columns = TraceColumns.Of((Channel1, scope.Channel1), (Channel2, scope.Channel2));
            _folder.Write($"{prefix}-scope.csv", stream => CsvTable.Write(stream, columns));
        }

        if (sweep is not null)
        {
            _folder.Write($"{prefix}-network-analyzer.csv", stream => CsvTable.Write(stream, TraceColumns.Of(sweep)));
        }
    });

    /// <summary>Describes how a run is made.</summary>
    /// <param name="bench">What is measured with; its parameters are read.</param>
    /// <param name="settings">What is acquired.</param>
    /// <param name="started">When the run began.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The description.</returns>
    public static async Task<RunSettings> DescribeAsync(
        Bench bench,
        AcquisitionSettings settings,
        DateTimeOffset started,
        CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> devices = [];
        foreach (Device device in bench.Devices)
        {
            Dictionary<string, string> parameters = [];
            foreach (Parameter parameter in device.Where(parameter => parameter.IsReadable))
            {
                object? value = await parameter.GetObjectAsync(cancellationToken);
                parameters.Add(parameter.Name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }

            devices.Add(device.Name, parameters);
        }

        return new RunSettings(
            $"{TuttiCommand.ToolName} {VersionAction.Version}",
            started,
            bench.Name,
            settings.Rounds,
            settings.Averages,
            !Asynchrony.IsDisabled,
            devices);
    }

    /// <summary>Saves what was found out.</summary>
    /// <param name="result">What the run gave.</param>
    /// <param name="findings">What was found out.</param>
    /// <returns>A future that is done when the results are on the disk.</returns>
    public Future SaveResultsAsync(AcquisitionResult result, IReadOnlyList<Finding> findings) => Future.Run(() =>
    {
        var saved = new RunResults(
            [.. result.Rounds.Select(round => Times(round.ScopeTime, round.SweepTime))],
            result.Alone is var (scope, sweep) ? Times(scope, sweep) : null,
            result.Ratio is { } ratio ? Math.Round(ratio, 4) : null,
            [.. findings.Select(found => new RunFinding(found.What, found.Measured, found.Truth, found.Deviation, found.Limit))]);
        _folder.Write("results.json", stream => RunJson.Write(stream, saved));
    });

    /// <summary>Saves the plots: the scope's last traces, and the mean transfer function with the resonance that is in it.</summary>
    /// <param name="bench">What was measured with.</param>
    /// <param name="result">What the run gave.</param>
    /// <returns>A future that is done when both plots are on the disk.</returns>
    public Future SavePlotsAsync(Bench bench, AcquisitionResult result) => Future.Run(() =>
    {
        ScopeTrace last = result.Rounds[^1].Scope;
        Plots.Figure scope = TraceFigure.Of(
            "Oscilloscope",
            Describe(bench.Scope, last),
            "Voltage",
            (Channel1, last.Channel1),
            (Channel2, last.Channel2));
        _folder.Write("scope.svg", scope.WriteSvg);
        bool isLogarithmic = bench.NetworkAnalyzer.Scale.LastKnown == FrequencyScale.Logarithmic;
        Plots.Figure sweep = BodeFigure.Of(
            "Network analyzer",
            Describe(bench.NetworkAnalyzer, result),
            result.MeanSweep,
            isLogarithmic,
            Findings.TryFitResonance(result));
        _folder.Write("network-analyzer.svg", sweep.WriteSvg);
    });

    private static RunTimes Times(TimeSpan scope, TimeSpan sweep) => new(Readable.Seconds(scope), Readable.Seconds(sweep));

    private static string Describe(Scope scope, ScopeTrace trace)
    {
        string edge = scope.TriggerEdge.LastKnown == TriggerEdge.Positive ? "rising" : "falling";
        string level = $"{edge} through {Readable.Setting(scope.TriggerLevel.LastKnown, V)}";
        string trigger = scope.TriggerSource.LastKnown switch
        {
            TriggerSource.Immediately => "without a trigger",
            TriggerSource.Channel1 => $"trigger: channel 1 {level}",
            TriggerSource.Channel2 => $"trigger: channel 2 {level}",
            TriggerSource source => $"trigger: {source}",
        };
        return FormattableString.Invariant(
            $"{trace.Channel1.Count} points of {Readable.Setting(scope.SamplingInterval.LastKnown, s)}, {trigger}");
    }

    private static string Describe(NetworkAnalyzer analyzer, AcquisitionResult result)
    {
        Trace<Complex> trace = result.MeanSweep;
        string mean = result.Rounds.Count > 1 ? FormattableString.Invariant($", mean of {result.Rounds.Count} rounds") : "";
        string bandwidth = Readable.Setting(analyzer.Bandwidth.LastKnown, Hz);
        return FormattableString.Invariant(
            $"{trace.Count} points, bandwidth {bandwidth}, amplitude {Readable.Setting(analyzer.Amplitude.LastKnown, V)}{mean}");
    }
}
