using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class SpectrumTests
{
    private const double SamplingRateHz = 125e6;

    public static TheoryData<Window> AllWindows { get; } = [.. Enum.GetValues<Window>()];

    [Theory]
    [MemberData(nameof(AllWindows))]
    public void Power_OfOneVoltAtAPoint_IsOneVoltSquared(Window window)
    {
        Trace<double> trace = Trace(16384, i => double.SinPi(2.0 * 1000 * i / 16384));

        Trace<double> power = Spectrum.Power(trace, window);

        Assert.Equal(8193, power.Count);
        Assert.Equal(1, power[1000], 1e-9);
        Assert.Equal(1000, power.Values.Span.IndexOf(power.Values.ToArray().Max()));
        Assert.Same(V.Pow(2), power.Unit);
        Assert.Equal("frequency", power.Axis.Name);
        Assert.Same(Hz, power.Axis.Unit);
        Assert.Equal(0, power.Axis[0]);
        Assert.Equal(SamplingRateHz / 16384 * 1000, power.Axis[1000], 1e-6);
        Assert.Equal(SamplingRateHz / 2, power.Axis[8192], 1e-6);
    }

    [Theory]
    [MemberData(nameof(AllWindows))]
    public void Power_PaddedOrOfAnyLength_KeepsTheHeight(Window window)
    {
        Trace<double> trace = Trace(3000, i => 0.5 * double.SinPi(2.0 * 375 * i / 3000));

        Trace<double> power = Spectrum.Power(trace, window, zeroPadding: 4);

        Assert.Equal(8193, power.Count);
        Assert.Equal(0.25, power[2048], 1e-6);
        Assert.Equal(SamplingRateHz / 8, power.Axis[2048], 1e-6);
    }

    [Theory]
    [MemberData(nameof(AllWindows))]
    public void Power_SummedUp_IsTheMeanSquareUnderTheWindow(Window window)
    {
        Random random = new(4);
        Trace<double> trace = Trace(1024, _ => random.NextDouble() - 0.3);
        double[] weights = Windows.Create(window, 1024);

        double sum = Spectrum.Power(trace, window).Values.ToArray().Sum() / 2 / Windows.NoiseBandwidth(weights);

        double expected = weights.Zip(trace.Values.ToArray(), (w, x) => w * w * x * x).Sum() / weights.Sum(w => w * w);
        Assert.Equal(expected, sum, 1e-12);
    }

    [Theory]
    [MemberData(nameof(AllWindows))]
    public void Density_OfWhiteNoise_IsItsVarianceOverHalfTheSamplingRate(Window window)
    {
        Random random = new(4);
        const double Amplitude = 1e-3;

        Trace<double>? sum = null;
        for (int i = 0; i < 40; i++)
        {
            sum += Spectrum.Density(Trace(4096, _ => Amplitude * Noise.Gaussian(random)), window);
        }

        Assert.Same(V.Pow(2) / Hz, sum!.Unit);
        const double Expected = Amplitude * Amplitude / (SamplingRateHz / 2);
        Assert.Equal(Expected, (sum / 40).Mean().In(V * V / Hz), Expected / 40);
    }

    [Fact]
    public void Density_IsPowerOverTwiceTheResolutionBandwidth()
    {
        Trace<double> trace = Trace(16384, i => i % 17, 1024 * ns);

        Quantity bandwidth = Spectrum.ResolutionBandwidth(trace, Window.Flattop);

        Assert.Equal(224.738, bandwidth.In(Hz), 0.02);   // PyRPL, flattop, span 976562.5 Hz
        Assert.Equal(Spectrum.Density(trace, Window.Flattop), Spectrum.ToDensity(Spectrum.Power(trace, Window.Flattop), bandwidth));
        Assert.Equal(
            Spectrum.Power(trace, Window.Flattop)[5] / 2 / bandwidth.In(Hz), Spectrum.Density(trace, Window.Flattop)[5], 1e-12);
    }

    [Fact]
    public void Power_OfAConstant_IsTwiceItsSquare() => Assert.Equal(2, Spectrum.Power(Trace(256, _ => 1), Window.Hann)[0], 1e-12);

    [Fact]
    public void Power_KeepsTheMetadata()
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal) { ["input"] = "in1" };
        Trace<double> trace = new(Axis.Uniform("time", 0 * s, 1 * s, 4), new double[4], null, metadata);

        Assert.Equal(metadata, Spectrum.Power(trace, Window.Hann).Metadata);
        Assert.Null(Spectrum.Power(trace, Window.Hann).Unit);
        Assert.Same(Unit.One / Hz, Spectrum.Density(trace, Window.Hann).Unit);
    }

    [Fact]
    public void Power_BadTraces_Throw()
    {
        Trace<double> trace = Trace(16, i => i);
        Trace<double> points = new(Axis.FromPoints("time", new double[] { 0, 1, 3 }, s), new double[3], V);
        Trace<double> backwards = new(Axis.Uniform("time", 0 * s, -1 * s, 3), new double[3], V);
        Trace<double> positions = new(Axis.Uniform("position", 0 * mm, 1 * mm, 3), new double[3], V);

        Assert.Throws<ArgumentException>("trace", () => Spectrum.Power(points, Window.Hann));
        Assert.Throws<ArgumentException>("trace", () => Spectrum.Power(backwards, Window.Hann));
        Assert.Throws<UnitException>(() => Spectrum.Power(positions, Window.Hann));
        Assert.Throws<ArgumentException>("trace", () => Spectrum.Power(Trace(1, _ => 1), Window.Hann));
        Assert.Throws<ArgumentException>("trace", () => Spectrum.Power(trace, Window.Hann, Fft.MaxLength));
        Assert.Throws<ArgumentException>("trace", () => Spectrum.ResolutionBandwidth(Trace(0, _ => 1), Window.Hann));
        Assert.Throws<ArgumentOutOfRangeException>("zeroPadding", () => Spectrum.Power(trace, Window.Hann, 0));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => Spectrum.Power(trace, (Window)(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("resolutionBandwidth", () => Spectrum.ToDensity(trace, 0 * Hz));
        Assert.Throws<UnitException>(() => Spectrum.ToDensity(trace, 1 * s));
    }

    private static Trace<double> Trace(int count, Func<int, double> value, Quantity? step = null) =>
        new(Axis.Uniform("time", 0 * s, step ?? (8 * ns), count), Enumerable.Range(0, count).Select(value).ToArray(), V);
}
