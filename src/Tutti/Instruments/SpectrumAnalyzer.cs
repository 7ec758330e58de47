using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Instruments;

/// <summary>Is a spectrum analyzer built on any oscilloscope: it awaits the scope's traces and transforms them.</summary>
/// <remarks>
/// <para>
/// A spectrum reaches from 0 Hz to <see cref="Span"/>, half the sampling rate. Averages are taken of the power. While the scope averages over
/// its sampling interval, what that takes away towards high frequencies, sinc^2(f dt), is put back; there is still no filter against aliases
/// from beyond.
/// </para>
/// <para>
/// It holds the scope exclusively for each trace, with the settings that it needs, and gives it back with the settings that it had. Thread
/// safe.
/// </para>
/// </remarks>
public sealed class SpectrumAnalyzer : Instrument<SpectrumTrace>
{
    private readonly Scope _scope;

    /// <summary>Initializes a new spectrum analyzer.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    /// <param name="scope">The scope that it uses.</param>
    /// <exception cref="ArgumentNullException"><paramref name="scope"/> is <see langword="null"/>.</exception>
    public SpectrumAnalyzer(string name, Scope scope)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _scope = scope;
        Limits intervals = scope.SamplingInterval.Limits ?? new Limits(1 * ps, 1 * s);
        Span = AddSetting(
            "span",
            SpanOf(scope.SamplingInterval.LastKnown),
            "The highest frequency; rounded up to half a sampling rate that the scope has.",
            new Limits(SpanOf(intervals.Maximum), SpanOf(intervals.Minimum)),
            span => SpanOf(scope.SamplingInterval.Round(0.5 / span)));
        Window = AddSetting("window", Signals.Window.Flattop, "How samples are weighted.", Enum.GetValues<Window>());
        Unit = AddSetting("unit", SpectrumUnit.PeakPower, "What the points are.", Enum.GetValues<SpectrumUnit>());
    }

    /// <summary>Gets the highest frequency: half the sampling rate; rounded up to one that the scope can do.</summary>
    /// <value>By default what the scope is set to.</value>
    public QuantityParameter Span { get; }

    /// <summary>Gets how the samples are weighted before they are transformed.</summary>
    /// <value>By default <see cref="Window.Flattop"/>, which reads heights right.</value>
    public SelectionParameter<Window> Window { get; }

    /// <summary>Gets what the points of a spectrum are.</summary>
    /// <value>By default <see cref="SpectrumUnit.PeakPower"/>.</value>
    public SelectionParameter<SpectrumUnit> Unit { get; }

    /// <summary>Gets the resolution bandwidth: the noise bandwidth of the window times sampling rate over points.</summary>
    public Quantity ResolutionBandwidth =>
        Windows.NoiseBandwidth(Windows.Create(Window.LastKnown, _scope.Points)) * 2 * Span.LastKnown / _scope.Points;

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override async ValueTask<SpectrumTrace> AcquireTraceAsync(CancellationToken cancellationToken)
    {
        using Lease lease = await Exclusive.AcquireAsync([_scope], cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        var before = ScopeSettings.Of(_scope);
        var needed = new ScopeSettings((0.5 / Span.LastKnown).To(s), true, TriggerSource.Immediately);
        try
        {
            await needed.ApplyAsync(_scope).ConfigureAwait(EventLoop.IsCurrent);
            ScopeTrace trace = await _scope.SingleAsync(averages: 1, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            return new SpectrumTrace(Transform(trace.Channel1), Transform(trace.Channel2));
        }
        finally
        {
            using (Future.Shield(StopDeadline))
            {
                await before.ApplyAsync(_scope).ConfigureAwait(EventLoop.IsCurrent);
            }
        }
    }

    /// <inheritdoc/>
    protected override ValueTask ReleaseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static Quantity SpanOf(Quantity interval) => (0.5 / interval).To(Hz);

    private Trace<double> Transform(Trace<double> trace)
    {
        bool isDensity = Unit.LastKnown == SpectrumUnit.PowerDensity;
        Trace<double> spectrum = isDensity
            ? Spectrum.Density(trace, Window.LastKnown)
            : Spectrum.Power(trace, Window.LastKnown);
        double interval = trace.Axis.Step.In(s);
        double[] corrected = new double[spectrum.Count];
        ReadOnlySpan<double> values = spectrum.Values.Span;
        double step = spectrum.Axis.Step.In(Hz);
        for (int i = 0; i < corrected.Length; i++)
        {
            double x = Math.PI * i * step * interval;
            double loss = i == 0 ? 1 : Math.Sin(x) / x;
            corrected[i] = values[i] / (loss * loss);
        }

        return new Trace<double>(spectrum.Axis, corrected, spectrum.Unit, spectrum.Metadata);
    }

    private sealed record ScopeSettings(Quantity SamplingInterval, bool IsAveragingInterval, TriggerSource TriggerSource)
    {
        public static ScopeSettings Of(Scope scope) =>
            new(scope.SamplingInterval.LastKnown, scope.IsAveragingInterval.LastKnown, scope.TriggerSource.LastKnown);

        public async ValueTask ApplyAsync(Scope scope)
        {
            await scope.SamplingInterval.SetAsync(SamplingInterval).ConfigureAwait(EventLoop.IsCurrent);
            await scope.IsAveragingInterval.SetAsync(IsAveragingInterval).ConfigureAwait(EventLoop.IsCurrent);
            await scope.TriggerSource.SetAsync(TriggerSource).ConfigureAwait(EventLoop.IsCurrent);
        }
    }
}
