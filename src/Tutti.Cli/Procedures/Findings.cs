using Tutti.Cli.Display;
using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Procedures;

/// <summary>Looks for sines and a resonance in what a run gave.</summary>
internal static class Findings
{
    private const double FrequencyLimit = 0.001;
    private const double AmplitudeLimit = 0.01;
    private const double ResonanceLimit = 0.005;
    private const double QualityLimit = 0.05;

    /// <summary>Compares with the truth.</summary>
    /// <param name="result">What the run gave.</param>
    /// <param name="truth">The truth.</param>
    /// <returns>The sine of channel 2 and the resonance.</returns>
    /// <exception cref="FitException">One of them is not to be seen.</exception>
    public static IReadOnlyList<Finding> Compare(AcquisitionResult result, Truth truth)
    {
        var sine = SineFit.Of(result.Rounds[^1].Scope.Channel2);
        var resonance = ResonanceFit.Of(result.MeanSweep);
        return
        [
            Compare("generator frequency", sine.Frequency, truth.Sine.Frequency, Hz, FrequencyLimit),
            Compare("generator amplitude", sine.Amplitude, truth.Sine.Amplitude, V, AmplitudeLimit),
            Compare("resonance frequency", resonance.ResonanceFrequency, truth.ResonanceFrequency, Hz, ResonanceLimit),
            new Finding("quality factor", Readable.Number(resonance.QualityFactor))
            {
                Truth = Readable.Number(truth.QualityFactor),
                Deviation = Deviation(resonance.QualityFactor, truth.QualityFactor),
                Limit = QualityLimit,
            },
        ];
    }

    /// <summary>Looks at what nobody knows the truth of.</summary>
    /// <param name="result">What the run gave.</param>
    /// <returns>For each channel its sine, and the resonance; what is not to be seen is said so.</returns>
    public static IReadOnlyList<Finding> Describe(AcquisitionResult result)
    {
        Round last = result.Rounds[^1];
        return
        [
            DescribeSine("channel 1", last.Scope.Channel1),
            DescribeSine("channel 2", last.Scope.Channel2),
            DescribeResonance(result),
        ];
    }

    /// <summary>Fits a resonance.</summary>
    /// <param name="result">What the run gave.</param>
    /// <returns>The resonance, or <see langword="null"/> if none is to be seen.</returns>
    public static ResonanceFit? TryFitResonance(AcquisitionResult result)
    {
        try
        {
            return ResonanceFit.Of(result.MeanSweep);
        }
        catch (FitException)
        {
            return null;
        }
    }

    private static Finding Compare(string what, Quantity measured, Quantity truth, Unit unit, double limit) =>
        new(what, Readable.Of(measured, unit))
        {
            Truth = Readable.Of(truth, unit),
            Deviation = Deviation(measured.In(unit), truth.In(unit)),
            Limit = limit,
        };

    private static double Deviation(double measured, double truth) => Math.Abs(measured - truth) / Math.Abs(truth);

    private static Finding DescribeSine(string channel, Trace<double> trace)
    {
        try
        {
            var sine = SineFit.Of(trace);
            return new Finding(channel, $"sine of {Readable.Of(sine.Frequency, Hz)}, amplitude {Readable.Of(sine.Amplitude, V)}");
        }
        catch (FitException)
        {
            return new Finding(channel, $"no sine; mean {Readable.Of(new Quantity(Mean(trace), trace.Unit), V)}");
        }
    }

    private static Finding DescribeResonance(AcquisitionResult result)
    {
        string text = TryFitResonance(result) is { } resonance
            ? $"{Readable.Of(resonance.ResonanceFrequency, Hz)}, Q = {Readable.Number(resonance.QualityFactor, 4)}"
            : "none";
        return new Finding("resonance", text);
    }

    private static double Mean(Trace<double> trace)
    {
        double sum = 0;
        foreach (double value in trace.Values.Span)
        {
            sum += value;
        }

        return sum / trace.Count;
    }
}
