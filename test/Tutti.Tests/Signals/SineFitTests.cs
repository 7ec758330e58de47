using FsCheck;
using FsCheck.Fluent;
using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class SineFitTests
{
    [Fact]
    public void Of_ExactSine_FindsAllFourParameters()
    {
        Trace<double> trace = Trace(16384, 123.4, amplitude: 0.3, offset: -0.05, phaseDegrees: 25, start: -50 * us);

        var fit = SineFit.Of(trace);

        Assert.Equal(123.4 / (16384 * 8e-9), fit.Frequency.In(Hz), 1e-5);
        Assert.Equal(0.3, fit.Amplitude.In(V), 1e-12);
        Assert.Equal(-0.05, fit.Offset.In(V), 1e-12);
        Assert.Equal(25, fit.Phase.In(deg), 1e-6);
        Assert.Equal(0, fit.RmsResidual.In(V), 1e-10);
        Assert.Equal(trace[77], fit.ValueAt(trace.Axis.At(77)).In(V), 1e-9);
    }

    [Fact]
    public void Of_TwoPeriodsOrMoreWithNoise_IsWithinTheFigures()
    {
        Arbitrary<(double Periods, int Seed)> cases = Gen.Choose(0, 1000)
            .Select(i => 2 * double.Pow(1000, i / 1000.0))
            .Zip(Gen.Choose(0, int.MaxValue - 1))
            .ToArbitrary();

        Prop.ForAll(
            cases,
            entry =>
            {
                Random random = new(entry.Seed);
                double phase = 360 * (random.NextDouble() - 0.5);
                Trace<double> trace = Trace(16384, entry.Periods, 0.4, random.NextDouble() - 0.5, phase, noise: 0.02, random: random);

                var fit = SineFit.Of(trace);

                double frequency = entry.Periods / (16384 * 8e-9);
                Assert.InRange(fit.Frequency.In(Hz), frequency * 0.999, frequency * 1.001);
                Assert.InRange(fit.Amplitude.In(V), 0.4 * 0.99, 0.4 * 1.01);
                Assert.Equal(0, double.Ieee754Remainder(fit.Phase.In(deg) - phase, 360), 1.0);
                Assert.InRange(fit.RmsResidual.In(V), 0.019, 0.021);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2.25)]
    [InlineData(3.5)]
    [InlineData(100.37)]
    [InlineData(8191.3)]
    public void Of_AnyNumberOfPeriods_FindsTheFrequency(double periods)
    {
        for (int phase = -180; phase < 180; phase += 30)
        {
            var fit = SineFit.Of(Trace(16384, periods, 1, offset: 3, phase));

            Assert.Equal(periods / (16384 * 8e-9), fit.Frequency.In(Hz), 1e-4);
            Assert.Equal(1, fit.Amplitude.In(V), 1e-6);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void Of_FewSamples_FindsTheSine(int count)
    {
        var fit = SineFit.Of(Trace(count, 2.3, 1, 0.5, 40));

        Assert.Equal(2.3 / (count * 8e-9), fit.Frequency.In(Hz), 1);
        Assert.Equal(1, fit.Amplitude.In(V), 1e-9);
    }

    [Fact]
    public void Of_NoiseAsLargeAsTheSine_FindsItStill()
    {
        var fit = SineFit.Of(Trace(16384, 321.7, 1, 0, 0, noise: 1, random: new Random(3)));

        Assert.InRange(fit.Frequency.In(Hz), 321.7 / (16384 * 8e-9) * 0.9999, 321.7 / (16384 * 8e-9) * 1.0001);
        Assert.Equal(1, fit.Amplitude.In(V), 0.05);
    }

    [Fact]
    public void Of_ManyNoisyTraces_IsAsUncertainAsItSays()
    {
        const double Frequency = 5.3 / (1000 * 8e-9);
        double frequencyPulls = 0;
        double amplitudePulls = 0;
        const int Rounds = 200;
        for (int i = 0; i < Rounds; i++)
        {
            var fit = SineFit.Of(Trace(1000, 5.3, 1, 0.1, i, noise: 0.1, random: new Random(i)));
            frequencyPulls += double.Pow((fit.Frequency.In(Hz) - Frequency) / fit.FrequencyUncertainty.In(Hz), 2);
            amplitudePulls += double.Pow((fit.Amplitude.In(V) - 1) / fit.AmplitudeUncertainty.In(V), 2);
        }

        Assert.InRange(frequencyPulls / Rounds, 0.7, 1.3);
        Assert.InRange(amplitudePulls / Rounds, 0.7, 1.3);
    }

    [Fact]
    public void Of_SquareWave_FindsTheFundamental()
    {
        double[] values = [.. Enumerable.Range(0, 16384).Select(i => double.Sign(double.Sin((i + 0.3) * 2 * double.Pi * 40.2 / 16384)))];

        var fit = SineFit.Of(new Trace<double>(Axis.Uniform("time", 0 * s, 1 * us, values.Length), values, V));

        Assert.InRange(fit.Frequency.In(Hz), 40.2 / 0.016384 * 0.9999, 40.2 / 0.016384 * 1.0001);
        Assert.Equal(4 / double.Pi, fit.Amplitude.In(V), 0.01);
    }

    [Fact]
    public void Of_AxisThatRunsBackwards_IsTheSameSine()
    {
        double[] times = [.. Enumerable.Range(0, 100).Select(i => 1 - (i * 0.01))];
        double[] values = [.. times.Select(t => 2 + double.Sin((2 * double.Pi * 3.3 * t) + 0.5))];

        var fit = SineFit.Of(new Trace<double>(Axis.Uniform("time", 1 * s, -10 * ms, 100), values, V));

        Assert.Equal(3.3, fit.Frequency.In(Hz), 1e-9);
        Assert.Equal(0.5, fit.Phase.In(rad), 1e-9);
        Assert.Equal(1, fit.Amplitude.In(V), 1e-9);
    }

    [Fact]
    public void Of_WhatIsNoSine_SaysSo()
    {
        Random random = new(8);

        Assert.Contains("the constant 0.25 V", Message(Trace(100, 0, 0, 0.25, 0)), StringComparison.Ordinal);
        Assert.Contains("stands out of its noise", Message(Trace(16384, 0, 0, 0.25, 0, 0.1, random)), StringComparison.Ordinal);
        Assert.Contains("0.7 periods", Message(Trace(1000, 0.7, 1, 0, 0)), StringComparison.Ordinal);
        Assert.Contains("the trace has 7", Message(Trace(7, 2, 1, 0, 0)), StringComparison.Ordinal);
        Assert.Contains("not finite", Message(Trace(100, 2, double.NaN, 0, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnotherAxis_Throws()
    {
        Trace<double> points = new(Axis.FromPoints("time", new double[] { 0, 1, 3 }, s), new double[3], V);
        Trace<double> positions = new(Axis.Uniform("position", 0 * mm, 1 * mm, 3), new double[3], V);

        Assert.Throws<ArgumentException>("trace", () => SineFit.Of(points));
        Assert.Throws<UnitException>(() => SineFit.Of(positions));
    }

    private static string Message(Trace<double> trace) => Assert.Throws<FitException>(() => SineFit.Of(trace)).Message;

    private static Trace<double> Trace(
        int count,
        double periods,
        double amplitude,
        double offset,
        double phaseDegrees,
        double noise = 0,
        Random? random = null,
        Quantity? start = null)
    {
        var axis = Axis.Uniform("time", start ?? (0 * s), 8 * ns, count);
        double frequency = periods / (count * 8.0);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = offset + (amplitude * double.SinPi((2 * frequency * axis[i]) + (phaseDegrees / 180)));
            values[i] += random is null ? 0 : noise * Noise.Gaussian(random);
        }

        return new Trace<double>(axis, values, V);
    }
}
