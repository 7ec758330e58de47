using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Cli.Waiting;

/// <summary>Measures waits, each series on an event loop of its own, on a thread of its own.</summary>
internal sealed class WaitBenchmark
{
    private const int WarmUps = 20;
    private const int Parts = 20;

    private static readonly TimeSpan JobsWarmUp = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan JobsTime = TimeSpan.FromSeconds(0.4);

    private readonly IReadOnlyList<TimeSpan> _asked;

    /// <summary>Initializes the benchmark.</summary>
    /// <param name="settings">Which waits are measured.</param>
    public WaitBenchmark(WaitSettings settings) => _asked = settings.AskedTimes();

    /// <summary>Counts the jobs of the load on a loop that does not wait.</summary>
    /// <returns>How many jobs ran per second.</returns>
    public static Task<double> CountJobsAsync() => RunOnLoopAsync(async () =>
    {
        using var load = SineLoad.Start();
        var meter = new Meter(load);
        await YieldAsync(JobsWarmUp);
        meter.Begin();
        await YieldAsync(JobsTime);
        meter.End();
        return meter.JobsPerSecond;
    });

    /// <summary>Measures the waits of one method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isLoaded">Whether the loop has other work.</param>
    /// <param name="report">Is told the part that is done; what it takes is not counted.</param>
    /// <param name="cancellationToken">Cancels it between two waits.</param>
    /// <returns>What was measured.</returns>
    public Task<WaitSeries> MeasureAsync(WaitMethod method, bool isLoaded, Action<double> report, CancellationToken cancellationToken) =>
        RunOnLoopAsync(async () =>
        {
            using SineLoad? load = isLoaded ? SineLoad.Start() : null;
            var meter = new Meter(load);
            double[] measured = new double[_asked.Count];
            await WaitAsync(method, measured, 0, Math.Min(WarmUps, _asked.Count), cancellationToken);
            for (int part = 0; part < Parts; part++)
            {
                meter.Begin();
                await WaitAsync(method, measured, _asked.Count * part / Parts, _asked.Count * (part + 1) / Parts, cancellationToken);
                meter.End();
                report((part + 1) / (double)Parts);
            }

            double[] asked = [.. _asked.Select(time => time.TotalMicroseconds)];
            return new WaitSeries(method, isLoaded, asked, measured, meter.ProcessorShare, meter.JobsPerSecond);
        });

    private static Task<T> RunOnLoopAsync<T>(Func<Task<T>> program)
    {
        TaskCompletionSource<T> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                ended.SetResult(EventLoop.Run(program));
            }
            catch (OperationCanceledException ex)
            {
                ended.SetCanceled(ex.CancellationToken);
            }
#pragma warning disable CA1031 // The edge of the thread: whoever awaits the task gets it.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                ended.SetException(ex);
            }
        })
        {
            IsBackground = true,
            Name = "Tutti waits",
        };
        thread.UnsafeStart();
        return ended.Task;
    }

    private static async Task YieldAsync(TimeSpan time)
    {
        long start = PreciseClock.Instance.GetTimestamp();
        while (PreciseClock.Instance.GetElapsedTime(start) < time)
        {
            await Task.Yield();
        }
    }

    private async Task WaitAsync(WaitMethod method, double[] measured, int begin, int end, CancellationToken cancellationToken)
    {
        for (int i = begin; i < end; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = PreciseClock.Instance.GetTimestamp();
            await method.WaitAsync(_asked[i]);
            measured[i] = (PreciseClock.Instance.GetTimestamp() - start) * 1e6 / PreciseClock.Instance.TimestampFrequency;
            await Task.Yield();     // The loop gets at least this chance, also between waits that block it.
        }
    }
}
