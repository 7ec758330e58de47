using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class ResonanceFitTests
{
    private static readonly Complex SomeGain = Complex.FromPolarCoordinates(0.8, 2.5);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(300)]
    public void Of_ExactResonance_FindsAllParameters(double quality)
    {
        Trace<Complex> trace = Sweep(Logarithmic(1e3, 1e5, 501), 12.3e3, quality, SomeGain);

        var fit = ResonanceFit.Of(trace);

        Assert.Equal(12.3e3, fit.ResonanceFrequency.In(Hz), 1e-6);
        Assert.Equal(quality, fit.QualityFactor, 1e-8);
        Assert.Equal(0, Complex.Abs(fit.Gain - SomeGain), 1e-9);
        Assert.Equal(0.8, fit.PeakGain.In(V), 1e-9);
        Assert.Equal(12.3e3 / quality, fit.Bandwidth.In(Hz), 1e-3);
        Assert.Equal(0, fit.RmsResidual, 1e-9);
        Assert.Equal(0, Complex.Abs(trace[7] - fit.ValueAt(trace.Axis.At(7))), 1e-9);
    }

    [Fact]
    public void Of_OnePercentNoise_IsWithinTheFigures()
    {
        Arbitrary<(int Quality, int Seed)> cases = Gen.Choose(5, 100).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary();

        Prop.ForAll(
            cases,
            entry =>
            {
                Random random = new(entry.Seed);
                double width = 200e3 / entry.Quality;
                double resonance = 200e3 + (width * (random.NextDouble() - 0.5));
                Axis axis = Linear(200e3 - (3 * width), 200e3 + (3 * width), 101);
                Trace<Complex> trace = Sweep(axis, resonance, entry.Quality, SomeGain, noise: 0.01, random);

                var fit = ResonanceFit.Of(trace);

                Assert.InRange(fit.ResonanceFrequency.In(Hz), resonance - (0.02 * width), resonance + (0.02 * width));
                Assert.InRange(fit.QualityFactor, entry.Quality * 0.95, entry.Quality * 1.05);
                Assert.InRange(fit.PeakGain.In(V), 0.8 * 0.98, 0.8 * 1.02);
                Assert.InRange(fit.RmsResidual, 0.01, 0.018);
            }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Of_ManyNoisySweeps_IsAsUncertainAsItSays()
    {
        double frequencyPulls = 0;
        double qualityPulls = 0;
        const int Rounds = 300;
        Axis axis = Logarithmic(1e3, 1e5, 61);
        for (int i = 0; i < Rounds; i++)
        {
            var fit = ResonanceFit.Of(Sweep(axis, 9e3, 3, SomeGain, noise: 0.05, new Random(i)));
            frequencyPulls += double.Pow((fit.ResonanceFrequency.In(Hz) - 9e3) / fit.ResonanceFrequencyUncertainty.In(Hz), 2);
            qualityPulls += double.Pow((fit.QualityFactor - 3) / fit.QualityFactorUncertainty, 2);
        }

        Assert.InRange(frequencyPulls / Rounds, 0.75, 1.25);
        Assert.InRange(qualityPulls / Rounds, 0.75, 1.25);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    public void Of_FewPoints_FindsTheResonance(int count)
    {
        var fit = ResonanceFit.Of(Sweep(Linear(90, 110, count), 103, 10, 1));

        Assert.Equal(103, fit.ResonanceFrequency.In(Hz), 1e-9);
        Assert.Equal(10, fit.QualityFactor, 1e-9);
    }

    [Fact]
    public void Of_NarrowResonanceInAWideSweep_IsFound()
    {
        var fit = ResonanceFit.Of(Sweep(Linear(1e3, 1e5, 1001), 31.234e3, 200, SomeGain, noise: 0.01, new Random(1)));

        Assert.InRange(fit.ResonanceFrequency.In(Hz), 31.234e3 - 8, 31.234e3 + 8);
        Assert.InRange(fit.QualityFactor, 190, 210);
    }

    [Fact]
    public void Of_FallingSweepInAnotherUnit_IsTheSame()
    {
        double[] points = [.. Enumerable.Range(0, 50).Select(i => 15 - (i * 0.2))];
        var axis = Axis.FromPoints("frequency", points, kHz);

        var fit = ResonanceFit.Of(Sweep(axis, 10, 5, 1));

        Assert.Equal(10, fit.ResonanceFrequency.In(kHz), 1e-9);
        Assert.Same(kHz, fit.ResonanceFrequency.Unit);
    }

    [Fact]
    public void Of_WhatIsNoResonance_SaysSo()
    {
        Axis axis = Linear(9e3, 11e3, 201);
        Random random = new(1);

        Assert.Contains("no resonance", Message(Sweep(axis, 10e3, 10, 0, noise: 0.1, random)), StringComparison.Ordinal);
        Assert.Contains("no resonance", Message(Sweep(axis, 10e3, 1e-6, 1, noise: 0.01, random)), StringComparison.Ordinal);
        Assert.Contains("no resonance", Message(Sweep(axis, 10e3, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("no resonance", Message(Sweep(axis, 10e3, 10, 0)), StringComparison.Ordinal);
        Assert.Contains("not finite", Message(Sweep(axis, 10e3, 10, double.NaN)), StringComparison.Ordinal);
        Assert.Contains("the trace has 4", Message(Sweep(Linear(1, 4, 4), 2, 10, 1)), StringComparison.Ordinal);
        Assert.Contains("only a flank of a resonance near 12", Message(Sweep(axis, 12e3, 10, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Notch_SaysSo()
    {
        Trace<Complex> peak = Sweep(Linear(9e3, 11e3, 201), 10e3, 50, 1);
        Complex[] notch = [.. peak.Values.ToArray().Select(value => 1 - value)];

        Assert.Throws<FitException>(() => ResonanceFit.Of(new Trace<Complex>(peak.Axis, notch, null)));
    }

    [Fact]
    public void Of_FrequencyZero_Throws()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("trace", () => ResonanceFit.Of(Sweep(Linear(0, 10, 11), 5, 1, 1)));

        Assert.Contains("0 Hz is not", exception.Message, StringComparison.Ordinal);
    }

    private static string Message(Trace<Complex> trace) => Assert.Throws<FitException>(() => ResonanceFit.Of(trace)).Message;

    private static Axis Linear(double from, double to, int count) =>
        Axis.Uniform("frequency", from * Hz, (to - from) / (count - 1) * Hz, count);

    private static Axis Logarithmic(double from, double to, int count)
    {
        double[] points = [.. Enumerable.Range(0, count).Select(i => from * double.Pow(to / from, (double)i / (count - 1)))];
        return Axis.FromPoints("frequency", points, Hz);
    }

    private static Trace<Complex> Sweep(Axis axis, double resonance, double quality, Complex gain, double noise = 0, Random? random = null)
    {
        var values = new Complex[axis.Count];
        for (int i = 0; i < values.Length; i++)
        {
            double detuning = (axis[i] / resonance) - (resonance / axis[i]);
            values[i] = gain / new Complex(1, quality * detuning);
            values[i] += random is null ? 0 : noise * new Complex(Noise.Gaussian(random), Noise.Gaussian(random));
        }

        return new Trace<Complex>(axis, values, V);
    }
}
