using System.Numerics;
using Tutti.Cli.Display;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;

namespace Tutti.Cli.Procedures;

/// <summary>Lets a scope and a network analyzer acquire at the same time.</summary>
internal sealed class SimultaneousAcquisition
{
    private readonly Bench _bench;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes the procedure.</summary>
    /// <param name="bench">The instruments.</param>
    /// <param name="timeProvider">Measures how long they take.</param>
    public SimultaneousAcquisition(Bench bench, TimeProvider timeProvider)
    {
        _bench = bench;
        _timeProvider = timeProvider;
    }

    /// <summary>Runs one round: both start together, and it ends when both are done.</summary>
    /// <param name="averages">How many traces each averages.</param>
    /// <param name="title">What the round is called in the progress.</param>
    /// <param name="sheet">Shows the progress.</param>
    /// <param name="keepPart">Keeps what is complete of a round that is not, if anything.</param>
    /// <param name="cancellationToken">Stops both; their outputs are off when the task has ended.</param>
    /// <returns>What they gave. If one fails, the other is stopped.</returns>
    public async Task<Round> RunAsync(
        int averages,
        string title,
        IProgressSheet sheet,
        Func<ScopeTrace?, Trace<Complex>?, Task> keepPart,
        CancellationToken cancellationToken)
    {
        IProgressLine scopeLine = sheet.Add($"{title}, scope");
        IProgressLine sweepLine = sheet.Add($"{title}, network analyzer");
        long start = _timeProvider.GetTimestamp();
        Future<ScopeTrace> f = _bench.Scope.SingleAsync(averages, cancellationToken);
        Task<TimeSpan> scopeTime = WatchAsync(f, start, scopeLine);
        Future<Trace<Complex>> g = _bench.NetworkAnalyzer.SingleAsync(averages, cancellationToken);
        Task<TimeSpan> sweepTime = WatchAsync(g, start, sweepLine);
        try
        {
            await await Future.Any(f, g);           // whoever fails first is heard first
            return new Round(await f, await scopeTime, await g, await sweepTime);
        }
        catch
        {
            await Future.All(f.CancelAsync(), g.CancelAsync());
            if (f.TryGetResult(out ScopeTrace? trace) | g.TryGetResult(out Trace<Complex>? sweep))
            {
                await keepPart(trace, sweep);
            }

            throw;
        }
    }

    /// <summary>Measures how long each takes when the other rests.</summary>
    /// <param name="averages">How many traces each averages.</param>
    /// <param name="sheet">Shows the progress.</param>
    /// <param name="cancellationToken">Stops whichever runs.</param>
    /// <returns>How long the scope took, and the network analyzer.</returns>
    public async Task<(TimeSpan Scope, TimeSpan Sweep)> RunAloneAsync(
        int averages,
        IProgressSheet sheet,
        CancellationToken cancellationToken)
    {
        long start = _timeProvider.GetTimestamp();
        TimeSpan scope = await WatchAsync(_bench.Scope.SingleAsync(averages, cancellationToken), start, sheet.Add("scope alone"));
        start = _timeProvider.GetTimestamp();
        TimeSpan sweep = await WatchAsync(
            _bench.NetworkAnalyzer.SingleAsync(averages, cancellationToken), start, sheet.Add("network analyzer alone"));
        return (scope, sweep);
    }

    private async Task<TimeSpan> WatchAsync(Future future, long start, IProgressLine line)
    {
        future.ProgressChanged += (_, progress) => line.Report(progress.Fraction);
        await future;
        TimeSpan time = _timeProvider.GetElapsedTime(start);
        line.Complete(Readable.Seconds(time));
        return time;
    }
}
