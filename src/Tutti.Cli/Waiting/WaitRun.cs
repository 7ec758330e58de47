using Tutti.Cli.Display;
using Tutti.Cli.Output;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Cli.Waiting;

/// <summary>Is a whole run: measures method by method, saves each as it is complete, and shows the table.</summary>
internal sealed class WaitRun
{
    private readonly RunFolder _folder;
    private readonly RunDisplay _display;
    private readonly TimeProvider _timeProvider;
    private readonly WaitFiles _files;
    private readonly WaitBenchmark _benchmark;
    private readonly List<WaitSeries> _complete = [];
    private double _jobsWithoutWaits;

    /// <summary>Initializes a run.</summary>
    /// <param name="settings">What it measures.</param>
    /// <param name="folder">Where it saves.</param>
    /// <param name="display">What shows how it goes.</param>
    /// <param name="timeProvider">The clock.</param>
    public WaitRun(WaitSettings settings, RunFolder folder, RunDisplay display, TimeProvider timeProvider)
    {
        _folder = folder;
        _display = display;
        _timeProvider = timeProvider;
        _files = new WaitFiles(folder, settings);
        _benchmark = new WaitBenchmark(settings);
    }

    /// <summary>Gets what is to be said of asynchrony.</summary>
    public static string Manner => Asynchrony.IsDisabled ? "; asynchrony is off" : "";

    /// <summary>Runs.</summary>
    /// <param name="cancellationToken">Stops the run; what is complete is saved and shown when the task has ended.</param>
    /// <returns>A task that ends when all is measured, saved and shown.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset started = _timeProvider.GetLocalNow();
        _jobsWithoutWaits = await WaitBenchmark.CountJobsAsync();
        try
        {
            await _display.WatchAsync(sheet => MeasureAsync(sheet, started, cancellationToken), hidesDone: false, isQuiet: true);
        }
        finally
        {
            await FinishAsync();
        }
    }

    private async Task MeasureAsync(IProgressSheet sheet, DateTimeOffset started, CancellationToken cancellationToken)
    {
        foreach (WaitMethod method in WaitMethods.All)
        {
            IProgressLine line = sheet.Add(method.Name);
            long begin = PreciseClock.Instance.GetTimestamp();
            List<WaitSeries> series = [];
            foreach (bool isLoaded in (bool[])[false, true])
            {
                double before = series.Count;
                series.Add(await _benchmark.MeasureAsync(method, isLoaded, part => line.Report((before + part) / 2), cancellationToken));
                if (_complete.Count == 0)
                {
                    await _files.SaveSettingsAsync(started);
                }

                await _files.SaveAsync(series);
                _complete.Add(series[^1]);
            }

            line.Complete(Readable.Seconds(PreciseClock.Instance.GetElapsedTime(begin)));
        }
    }

    private async Task FinishAsync()
    {
        if (_complete.Count == 0)
        {
            _display.Line("Nothing was complete, so nothing is saved.");
            return;
        }

        WaitReport.Show(_display, _complete, _jobsWithoutWaits);
        await _files.SaveResultsAsync(_complete, _jobsWithoutWaits);
        int all = 2 * WaitMethods.All.Count;
        string part = _complete.Count == all ? "" : FormattableString.Invariant($"{_complete.Count} of {all} series are complete. ");
        _display.Line($"{part}Saved in {_folder.Path}");
    }
}
