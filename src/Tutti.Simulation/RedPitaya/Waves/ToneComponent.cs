using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>A single tone.</summary>
internal sealed class ToneComponent : Component
{
    private const int RunLength = 256;
    private const double InaudibleCounts = 1e-4;

    private readonly Tone _tone;

    /// <summary>Initializes the component.</summary>
    /// <param name="tone">The tone.</param>
    public ToneComponent(Tone tone)
    {
        _tone = tone;
    }

    /// <inheritdoc/>
    public override void Add(Span<double> sum, long first, long stride) => Add(sum, _tone, first, stride);

    /// <inheritdoc/>
    public override void AddMeans(Span<double> sum, long first, long stride)
    {
        // A ringing has no past before its origin: the first mean may be over fewer cycles.
        long start = first - stride + 1;
        if (start < 0 && _tone.Rate.Real < 0 && sum.Length > 0)
        {
            sum[0] += (_tone.Amplitude * GeometricSeries.Sum(_tone.Rate, first + 1)).Real / stride;
            sum = sum[1..];
            start += stride;
        }

        Complex factor = GeometricSeries.Sum(_tone.Rate, stride) / stride;
        Add(sum, _tone with { Amplitude = _tone.Amplitude * factor }, start, stride);
    }

    /// <inheritdoc/>
    public override Interval Range(long first, long last)
    {
        double peak = _tone.Amplitude.Magnitude * Math.Exp(_tone.Rate.Real * first);
        double swing = peak * _tone.Rate.Magnitude * (last - first);
        if (swing >= peak)
        {
            return new Interval(-peak, peak);
        }

        double start = _tone.PhasorAt(first).Real;
        return new Interval(Math.Max(start - swing, -peak), Math.Min(start + swing, peak));
    }

    /// <inheritdoc/>
    public override void AppendTones(List<Tone> tones) => tones.Add(_tone);

    private static void Add(Span<double> sum, Tone tone, long first, long stride)
    {
        if (tone.Amplitude.Magnitude * Math.Exp(tone.Rate.Real * first) < InaudibleCounts)
        {
            return;
        }

        // As many phasors side by side as the processor takes, each turning by so many samples at once.
        int lanes = Vector<double>.Count;
        Complex turn = Complex.Exp(tone.Rate * stride * lanes);
        var turnReal = new Vector<double>(turn.Real);
        var turnImaginary = new Vector<double>(turn.Imaginary);
        Span<double> startReal = stackalloc double[lanes];
        Span<double> startImaginary = stackalloc double[lanes];
        for (int start = 0; start < sum.Length; start += RunLength)
        {
            // They are made anew every so often, so that rounding errors do not add up.
            Complex phasor = tone.PhasorAt(first + (start * stride));
            Complex step = Complex.Exp(tone.Rate * stride);
            for (int lane = 0; lane < lanes; lane++)
            {
                startReal[lane] = phasor.Real;
                startImaginary[lane] = phasor.Imaginary;
                phasor *= step;
            }

            var real = new Vector<double>(startReal);
            var imaginary = new Vector<double>(startImaginary);
            Span<double> run = sum.Slice(start, Math.Min(RunLength, sum.Length - start));
            for (; run.Length >= lanes; run = run[lanes..])
            {
                (new Vector<double>(run) + real).CopyTo(run);
                Vector<double> next = (real * turnReal) - (imaginary * turnImaginary);
                imaginary = (real * turnImaginary) + (imaginary * turnReal);
                real = next;
            }

            for (int i = 0; i < run.Length; i++)
            {
                run[i] += real[i];
            }
        }
    }
}
