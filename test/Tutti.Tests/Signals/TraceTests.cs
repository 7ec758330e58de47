using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class TraceTests
{
    private static readonly Axis Time = Axis.Uniform("time", 0 * us, 8 * ns, 5);

    [Fact]
    public void Constructor_OtherCountThanTheAxis_NamesBoth()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("values", () => new Trace<double>(Time, new double[4], V));

        Assert.Contains("The axis 'time' has 5 points, but 4 samples were given", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_OfATrace_AreWhatWasGiven()
    {
        double[] values = [1, 2, 3, 4, 5];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["decimation"] = "1" };

        Trace<double> trace = new(Time, values, V, metadata);
        metadata["decimation"] = "8";

        Assert.Same(Time, trace.Axis);
        Assert.Same(V, trace.Unit);
        Assert.Equal(values, trace.Values);
        Assert.Equal(5, trace.Count);
        Assert.Equal(2, trace[1]);
        Assert.Equal("1", trace.Metadata["decimation"]);
        Assert.Equal("V over time: 5 points from 0 ns in steps of 8 ns", trace.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => trace[5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => trace[-1]);
    }

    [Fact]
    public void Operators_RealTraces_WorkPointByPoint()
    {
        Trace<double> a = Real(1, 2, 3, 4, 5);
        Trace<double> b = Real(10, 20, 30, 40, 50);

        Assert.Equal(Real(11, 22, 33, 44, 55), a + b);
        Assert.Equal(Real(9, 18, 27, 36, 45), b - a);
        Assert.Equal(Real(-1, -2, -3, -4, -5), -a);
        Assert.Equal(b, a * 10);
        Assert.Equal(b, 10 * a);
        Assert.Equal(a, b / 10);
    }

    [Fact]
    public void Operators_ComplexTraces_WorkPointByPoint()
    {
        Complex i = Complex.ImaginaryOne;
        Trace<Complex> a = ComplexTrace(1, i, 2 + i, 0, -3);
        Trace<Complex> b = ComplexTrace(i, 1, 1, 2, 2);

        Assert.Equal(ComplexTrace(1 + i, 1 + i, 3 + i, 2, -1), a + b);
        Assert.Equal(ComplexTrace(1 - i, i - 1, 1 + i, -2, -5), a - b);
        Assert.Equal(ComplexTrace(2, 2 * i, 4 + (2 * i), 0, -6), a * 2);
        Assert.Equal(ComplexTrace(i, -1, (2 * i) - 1, 0, -3 * i), i * a);
        Assert.Equal(ComplexTrace(0.5, 0.5 * i, 1 + (0.5 * i), 0, -1.5), a / 2);
        Assert.Equal(ComplexTrace(-i, 1, 1 - (2 * i), 0, 3 * i), a / i);
    }

    [Fact]
    public void Operators_OtherNumbers_WorkAsWell()
    {
        Trace<float> trace = new(Time, new float[] { 1, 2, 3, 4, 5 }, V);

        Assert.Equal(trace * 2, trace + trace);
        Assert.Equal(trace, trace.AverageWith(trace * 3, 0.5) / 2);
    }

    [Fact]
    public void Add_ToNull_GivesTheOther()
    {
        Trace<double>? sum = null;

        sum += Real(1, 2, 3, 4, 5);
        sum += Real(1, 2, 3, 4, 5);

        Assert.Equal(Real(2, 4, 6, 8, 10), sum);
    }

    [Fact]
    public void TwoTraces_OnDifferentAxes_Throw()
    {
        Trace<double> other = new(Axis.Uniform("time", 0 * us, 16 * ns, 5), new double[5], V);

        Trace<double> trace = Real(1, 2, 3, 4, 5);
        Action[] uses = [() => _ = trace + other, () => _ = trace - other, () => trace.AverageWith(other, 0.5)];

        Assert.All(uses, use =>
        {
            string message = Assert.Throws<ArgumentException>(use).Message;
            Assert.Contains("in steps of 8 ns; and time: 5 points from 0 ns in steps of 16 ns", message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TwoTraces_InDifferentUnits_Throw()
    {
        Trace<double> other = new(Time, new double[5], mV);
        Trace<double> plain = new(Time, new double[5], null);

        Assert.StartsWith(
            "Cannot add traces in different units: V and mV.",
            Assert.Throws<ArgumentException>("right", () => Real(1, 2, 3, 4, 5) + other).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Cannot average traces in different units: mV and plain numbers.",
            Assert.Throws<ArgumentException>("next", () => other.AverageWith(plain, 0.5)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_OfASum_IsWhatBothSay()
    {
        Trace<double> a = new(Time, new double[5], V, Metadata(("decimation", "1"), ("taken", "now")));
        Trace<double> b = new(Time, new double[5], V, Metadata(("decimation", "1"), ("taken", "later"), ("more", "yes")));

        Assert.Equal(Metadata(("decimation", "1")), (a + b).Metadata);
        Assert.Equal(Metadata(("decimation", "1")), a.AverageWith(b, 0.5).Metadata);
        Assert.Equal(a.Metadata, (a * 2).Metadata);
        Assert.Empty((a + Real(1, 2, 3, 4, 5)).Metadata);
    }

    [Fact]
    public void Equals_AnythingDifferent_IsFalse()
    {
        Trace<double> trace = new(Time, new double[] { 1, 2, 3, 4, 5 }, V, Metadata(("a", "b")));
        Trace<double>?[] others =
        [
            new(Time, trace.Values, mV, trace.Metadata),
            new(Time, trace.Values, V),
            new(Time, trace.Values, V, Metadata(("a", "c"))),
            new(Time, trace.Values, V, Metadata(("a", "b"), ("c", "d"))),
            new(Time, new double[] { 1, 2, 3, 4, 6 }, V, trace.Metadata),
            new(Axis.Uniform("time", 0 * us, 9 * ns, 5), trace.Values, V, trace.Metadata),
            null,
        ];

        Assert.All(others, other => Assert.False(trace.Equals(other)));
        Assert.True(trace.Equals((object)new Trace<double>(Time, trace.Values.ToArray(), V, Metadata(("a", "b")))));
        Assert.Equal(trace.GetHashCode(), new Trace<double>(Time, trace.Values.ToArray(), V).GetHashCode());
    }

    [Fact]
    public void AverageWith_AnyWeight_IsBetweenTheTwo()
    {
        Trace<Complex> a = ComplexTrace(1, 2, 3, 4, 0.1);
        Trace<Complex> b = ComplexTrace(5, 6, 7, 8, 0.1);

        Assert.Equal(a, a.AverageWith(b, 0));
        Assert.Equal(b, a.AverageWith(b, 1));
        Assert.Equal(ComplexTrace(2, 3, 4, 5, 0.1), a.AverageWith(b, 0.25));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => a.AverageWith(b, 1.01));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => a.AverageWith(b, -0.01));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => a.AverageWith(b, double.NaN));
    }

    [Fact]
    public void Arithmetic_OfAnyLength_AgreesWithPlainLoops()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat[]>(),
            numbers =>
            {
                double[] values = [.. numbers.Select(number => number.Get)];
                var axis = Axis.Uniform("index", 0 * Unit.One, 1 * Unit.One, values.Length);
                Trace<double> trace = new(axis, values, null);
                Trace<double> reversed = new(axis, values.Reverse().ToArray(), null);

                Assert.Equal(values.Zip(values.Reverse(), (a, b) => a + b), (trace + reversed).Values.ToArray());
                Assert.Equal(values.Zip(values.Reverse(), (a, b) => a - b), (trace - reversed).Values.ToArray());
                Assert.Equal(values.Select(a => a * 3), (trace * 3).Values.ToArray());
                Assert.Equal(values.Select(a => a / 3), (trace / 3).Values.ToArray());
                Trace<double> mean = trace.AverageWith(reversed, 0.5);
                Assert.Equal(values.Zip(values.Reverse(), (a, b) => a + (0.5 * (b - a))), mean.Values.ToArray());
            }).QuickCheckThrowOnFailure();
    }

    private static Trace<double> Real(params double[] values) => new(Time, values, V);

    private static Trace<Complex> ComplexTrace(params Complex[] values) => new(Time, values, V);

    private static Dictionary<string, string> Metadata(params (string Key, string Value)[] entries) =>
        entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
