using System.Globalization;
using System.Numerics;
using System.Runtime.ExceptionServices;
using Tutti.Cli.Display;
using Tutti.Cli.Output;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;

namespace Tutti.Cli.Procedures;

/// <summary>Is a whole run: sets the bench up, acquires round by round, switches the outputs off, and saves what is complete.</summary>
internal sealed class AcquisitionRun
{
    private const int MostBars = 4;

    private static readonly TimeSpan SavingDeadline = TimeSpan.FromSeconds(30);

    private readonly Bench _bench;
    private readonly AcquisitionSettings _settings;
    private readonly RunFolder _folder;
    private readonly RunDisplay _display;
    private readonly TimeProvider _timeProvider;
    private readonly RunFiles _files;
    private readonly SimultaneousAcquisition _acquisition;
    private readonly List<Round> _rounds = [];
    private readonly TraceAverager<Trace<Complex>> _sweeps;
    private RunSettings? _saved;
    private string? _part;
    private (TimeSpan Scope, TimeSpan Sweep)? _alone;

    /// <summary>Initializes a run.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="settings">What it acquires.</param>
    /// <param name="folder">Where it saves.</param>
    /// <param name="display">What shows how it goes.</param>
    /// <param name="timeProvider">The clock.</param>
    public AcquisitionRun(Bench bench, AcquisitionSettings settings, RunFolder folder, RunDisplay display, TimeProvider timeProvider)
    {
        _bench = bench;
        _settings = settings;
        _folder = folder;
        _display = display;
        _timeProvider = timeProvider;
        _files = new RunFiles(folder);
        _acquisition = new SimultaneousAcquisition(bench, timeProvider);
        _sweeps = new TraceAverager<Trace<Complex>>(settings.Rounds);
    }

    /// <summary>Gets or sets whether each instrument is also timed alone, after the rounds.</summary>
    public bool TimesAlone { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="find">Finds things out about what the run gave.</param>
    /// <param name="cancellationToken">Stops the run; the outputs are off and what is complete is saved when the task has ended.</param>
    /// <returns>What the run gave, and what was found out about it.</returns>
    /// <exception cref="OutputsLeftOnException">The outputs could not be switched off.</exception>
    public async Task<(AcquisitionResult Result, IReadOnlyList<Finding> Findings)> RunAsync(
        Func<AcquisitionResult, IReadOnlyList<Finding>> find,
        CancellationToken cancellationToken)
    {
        Exception? runError = null;
        try
        {
            await SetUpAsync(cancellationToken);
            await _display.WatchAsync(sheet => AcquireAsync(sheet, cancellationToken), _settings.Rounds > MostBars);
        }
#pragma warning disable CA1031 // It is thrown again once the outputs are off and what is complete is saved.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            runError = ex;
        }

        await SwitchOffAsync(runError);
        if (runError is not null)
        {
            await SaveCompleteAsync();
            ExceptionDispatchInfo.Throw(runError);
        }

        AcquisitionResult result = Result();
        await _files.SavePlotsAsync(_bench, result);
        IReadOnlyList<Finding> findings = find(result);
        await _files.SaveResultsAsync(result, findings);
        return (result, findings);
    }

    private AcquisitionResult Result() => new() { Rounds = _rounds, MeanSweep = _sweeps.Mean!, Alone = _alone };

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset started = _timeProvider.GetLocalNow();
        await _settings.Scope.ApplyAsync(_bench.Scope, cancellationToken);
        await _settings.Sweep.ApplyAsync(_bench.NetworkAnalyzer, cancellationToken);
        if (_settings.Sine is { } sine)
        {
            await sine.ApplyAsync(_bench.Generator, cancellationToken);
        }

        _saved = await RunFiles.DescribeAsync(_bench, _settings, started, cancellationToken);
    }

    private async Task AcquireAsync(IProgressSheet sheet, CancellationToken cancellationToken)
    {
        for (int number = 1; number <= _settings.Rounds; number++)
        {
            string title = string.Create(CultureInfo.InvariantCulture, $"round {number} of {_settings.Rounds}");
            Round round = await _acquisition.RunAsync(_settings.Averages, title, sheet, KeepPartAsync, cancellationToken);
            await _files.SaveRoundAsync(number, round.Scope, round.Sweep, _saved!);
            _sweeps.Add(round.Sweep);
            _rounds.Add(round);
        }

        if (TimesAlone)
        {
            _alone = await _acquisition.RunAloneAsync(_settings.Averages, sheet, cancellationToken);
        }
    }

    private async Task KeepPartAsync(ScopeTrace? scope, Trace<Complex>? sweep)
    {
        using (Future.Shield(SavingDeadline))
        {
            await _files.SaveRoundAsync(_rounds.Count + 1, scope, sweep, _saved!);
            _part = scope is null ? "the network analyzer's trace" : "the scope's trace";
        }
    }

    private async Task SwitchOffAsync(Exception? runError)
    {
        try
        {
            await _bench.NetworkAnalyzer.StopAsync();
            if (_settings.Sine is not null)
            {
                await _bench.Generator.StopAsync();
            }
        }
#pragma warning disable CA1031 // Whatever it was, it is passed on together with what ended the run.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            await SaveCompleteAsync();
            throw new OutputsLeftOnException(_bench.Name, ex, runError);
        }
    }

    /// <summary>Saves the plots of what is complete after a run that was ended, and says what there is.</summary>
    private async Task SaveCompleteAsync()
    {
        try
        {
            if (_rounds.Count > 0)
            {
                await _files.SavePlotsAsync(_bench, Result());
            }
        }
        catch (OutputException)
        {
            // The tables are there; what ended the run is the better thing to say.
        }

        string part = _part is null ? "" : FormattableString.Invariant($", and {_part} of round {_rounds.Count + 1}");
        _display.Line(_rounds.Count > 0 || _part is not null
            ? FormattableString.Invariant($"{_rounds.Count} of {_settings.Rounds} rounds are complete{part}, saved in {_folder.Path}")
            : "Nothing was complete, so nothing is saved.");
    }
}
