using Tutti.Cli.Commands;
using Tutti.Cli.Figures;
using Tutti.Cli.Output;
using Tutti.Execution;

namespace Tutti.Cli.Waiting;

/// <summary>Saves a run that measures waits in its folder.</summary>
internal sealed class WaitFiles
{
    private readonly RunFolder _folder;
    private readonly WaitSettings _settings;

    /// <summary>Initializes the files of a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="settings">What it measures.</param>
    public WaitFiles(RunFolder folder, WaitSettings settings)
    {
        _folder = folder;
        _settings = settings;
    }

    /// <summary>Saves how the run is made, and on what computer.</summary>
    /// <param name="started">When it began.</param>
    /// <returns>A future that is done when the settings are on the disk.</returns>
    public Future SaveSettingsAsync(DateTimeOffset started) => Future.Run(() =>
    {
        var saved = new SavedWaitSettings(
            $"{TuttiCommand.ToolName} {VersionAction.Version}",
            started,
            _settings.Waits,
            _settings.Longest.ToString(),
            _settings.Seed,
            !Asynchrony.IsDisabled,
            SavedMachine.This());
        _folder.Write("settings.json", stream => RunJson.Write(stream, saved));
    });

    /// <summary>Saves what is complete of one method, as a table and a plot.</summary>
    /// <param name="series">Its series, at least one; all with the same asked times.</param>
    /// <returns>A future that is done when both are on the disk.</returns>
    public Future SaveAsync(IReadOnlyList<WaitSeries> series) => Future.Run(() =>
    {
        string name = series[0].Method.FileName;
        IReadOnlyList<CsvColumn> columns =
        [
            Column("asked", series[0].AskedMicroseconds),
            .. series.Select(one => Column($"measured {one.Load}", one.MeasuredMicroseconds)),
        ];
        _folder.Write($"{name}.csv", stream => CsvTable.Write(stream, columns));
        _folder.Write($"{name}.svg", WaitFigure.Of(series, _settings).WriteSvg);
    });

    /// <summary>Saves the table of the whole run.</summary>
    /// <param name="all">What is complete.</param>
    /// <param name="jobsWithoutWaits">How many jobs of the load a loop does that waits for nothing.</param>
    /// <returns>A future that is done when the results are on the disk.</returns>
    public Future SaveResultsAsync(IReadOnlyList<WaitSeries> all, double jobsWithoutWaits) => Future.Run(() =>
    {
        SavedWaitRow[] rows = [.. all.Select(Row)];
        var saved = new SavedWaitResults(Math.Round(jobsWithoutWaits), rows);
        _folder.Write("results.json", stream => RunJson.Write(stream, saved));
    });

    // To a tenth of a nanosecond, so that 1243.3 us is 1.2433 ms and not 1.2432999999999998.
    private static CsvColumn Column(string name, IReadOnlyList<double> microseconds) =>
        new(name, "ms", microseconds.Select(value => Math.Round(value / 1000, 7)).ToArray());

    private static SavedWaitRow Row(WaitSeries series) => new(
        series.Method.Name,
        series.Load,
        series.MeasuredMicroseconds.Count,
        Math.Round(series.LatePercentile(0.5), 3),
        Math.Round(series.LatePercentile(0.99), 3),
        Math.Round(series.LatePercentile(1), 3),
        series.EarlyCount,
        Math.Round(100 * series.ProcessorShare, 1),
        series.IsLoaded ? Math.Round(series.JobsPerSecond) : null);
}
