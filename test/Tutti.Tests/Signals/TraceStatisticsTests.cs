using System.Numerics;
using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class TraceStatisticsTests
{
    [Fact]
    public void Statistics_OfASine_AreThoseOfTheBook()
    {
        double[] values = [.. Enumerable.Range(0, 1003).Select(i => 0.25 + (0.5 * double.SinPi(2.0 * i * 4 / 1003)))];
        Trace<double> trace = new(Axis.Uniform("time", 0 * us, 8 * ns, values.Length), values, V);

        Assert.Equal(0.25, trace.Mean().In(V), 1e-12);
        Assert.Equal(double.Sqrt(0.125), trace.StandardDeviation().In(V), 1e-12);
        Assert.Equal(double.Sqrt(0.125 + 0.0625), trace.Rms().In(V), 1e-12);
        Assert.Equal(values.Min() * V, trace.Min());
        Assert.Equal(values.Max() * V, trace.Max());
        Assert.Equal(1, trace.PeakToPeak().In(V), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void Extremes_AnywhereInTheTrace_AreFound(int count)
    {
        for (int i = 0; i < count; i++)
        {
            double[] values = new double[count];
            Array.Fill(values, 2.5);
            values[i] = -3;
            Assert.Equal(-3, Trace(values).Min().Value);
            values[i] = 4;
            Assert.Equal(4, Trace(values).Max().Value);
            values[i] = double.NaN;
            Assert.Equal(double.NaN, Trace(values).Max().Value);
        }
    }

    [Fact]
    public void Statistics_WithoutSamples_Throw()
    {
        Trace<double> empty = Trace([]);

        Assert.Throws<ArgumentException>(() => empty.Mean());
        Assert.Throws<ArgumentException>(() => empty.Rms());
        Assert.Throws<ArgumentException>(() => empty.PeakToPeak());
    }

    [Fact]
    public void MagnitudeAndPhase_OfComplexNumbers_AreTheirPolarForm()
    {
        Trace<Complex> trace = Complexes(null, new Complex(3, 4), new Complex(0, -2), -1, 0);

        Assert.Equal([5, 2, 1, 0], trace.Magnitude().Values.ToArray());
        Assert.Null(trace.Magnitude().Unit);
        Assert.Equal([double.Atan2(4, 3) * (180 / double.Pi), -90, 180, 0], trace.PhaseInDegrees().Values.ToArray());
        Assert.Same(deg, trace.PhaseInDegrees().Unit);
    }

    [Fact]
    public void MagnitudeInDecibel_HasTheReferenceOfTheUnit()
    {
        Trace<double> ratio = Complexes(null, 10, new Complex(0, 0.1), 0, 1).MagnitudeInDecibel();
        Trace<double> voltage = Complexes(mV, 1000, 1, 0, 1).MagnitudeInDecibel();

        Assert.Equal([20, -20, double.NegativeInfinity, 0], ratio.Values.ToArray());
        Assert.Same(dB, ratio.Unit);
        Assert.Equal([0, -60], voltage.Values.ToArray()[..2]);
        Assert.Same(dBV, voltage.Unit);
        Assert.Throws<UnitException>(() => Complexes(K, 1, 1, 1, 1).MagnitudeInDecibel());
    }

    [Fact]
    public void PhaseInDegrees_Unwrapped_HasNoJumps()
    {
        Complex[] values =
            [.. Enumerable.Range(0, 100).Select(i => Complex.FromPolarCoordinates(1 + i, (100 - (70.0 * i)) / 180 * double.Pi))];
        Trace<Complex> trace = new(Axis.Uniform("frequency", 1 * Hz, 1 * Hz, values.Length), values, null);

        double[] phase = trace.PhaseInDegrees(unwrap: true).Values.ToArray();

        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(100 - (70.0 * i), phase[i], 1e-9));
        Assert.All(trace.PhaseInDegrees().Values.ToArray(), value => Assert.InRange(value, -180, 180));
    }

    private static Trace<double> Trace(double[] values) =>
        new(Axis.Uniform("index", 0 * Unit.One, 1 * Unit.One, values.Length), values, null);

    private static Trace<Complex> Complexes(Unit? unit, params Complex[] values) =>
        new(Axis.Uniform("frequency", 1 * kHz, 1 * kHz, values.Length), values, unit);
}
