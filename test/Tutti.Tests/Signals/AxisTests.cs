using Tutti.Quantities;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class AxisTests
{
    [Fact]
    public void Uniform_StartInAnotherUnit_IsConvertedToTheUnitOfTheStep()
    {
        var axis = Axis.Uniform("time", 1 * us, 8 * ns, 3);

        Assert.True(axis.IsUniform);
        Assert.Equal("time", axis.Name);
        Assert.Same(ns, axis.Unit);
        Assert.Equal(3, axis.Count);
        Assert.Equal([1000, 1008, 1016], axis.ToArray());
        Assert.Equal(1008 * ns, axis.At(1));
        Assert.Equal(1 * us, axis.Start);
        Assert.Equal(8 * ns, axis.Step);
    }

    [Fact]
    public void FromPoints_ChangedAfterwards_KeepsItsPoints()
    {
        double[] points = [1, 10, 100];

        var axis = Axis.FromPoints("frequency", points, kHz);
        points[1] = 5;

        Assert.False(axis.IsUniform);
        Assert.Equal([1, 10, 100], axis.ToArray());
        Assert.Equal(10 * kHz, axis.At(1));
        Assert.Equal(1 * kHz, axis.Start);
        Assert.Throws<InvalidOperationException>(() => axis.Step);
    }

    [Fact]
    public void Unit_OfPlainNumbers_IsNull()
    {
        Assert.Null(Axis.FromPoints("index", new double[] { 1, 2 }, Unit.One).Unit);
        Assert.Null(Axis.Uniform("index", 0 * Unit.One, 1 * Unit.One, 2).Unit);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Indexer_OutsideThePoints_Throws(int index)
    {
        var axis = Axis.Uniform("time", 0 * s, 1 * s, 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => axis[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => axis.At(index));
    }

    [Fact]
    public void Equals_SameNumbersNameAndUnit_IsTrue()
    {
        var uniform = Axis.Uniform("time", 0 * s, 1 * ms, 100);
        var points = Axis.FromPoints("frequency", new double[] { 1, 2, 4 }, Hz);

        Assert.Equal(uniform, Axis.Uniform("time", 0 * ms, 1 * ms, 100));
        Assert.Equal(uniform.GetHashCode(), Axis.Uniform("time", -0.0 * s, 1 * ms, 100).GetHashCode());
        Assert.Equal(points, Axis.FromPoints("frequency", new double[] { 1, 2, 4 }, Hz));
        Assert.True(points == Axis.FromPoints("frequency", new double[] { 1, 2, 4 }, Hz));
        Assert.Equal(points.GetHashCode(), Axis.FromPoints("frequency", new double[] { 1, 2, 4 }, Hz).GetHashCode());
    }

    [Fact]
    public void Equals_AnythingDifferent_IsFalse()
    {
        var axis = Axis.Uniform("time", 0 * s, 1 * ms, 3);
        Axis?[] others =
        [
            Axis.Uniform("delay", 0 * s, 1 * ms, 3),
            Axis.Uniform("time", 1 * ms, 1 * ms, 3),
            Axis.Uniform("time", 0 * s, 2 * ms, 3),
            Axis.Uniform("time", 0 * s, 1 * ms, 4),
            Axis.Uniform("time", 0 * s, 0.001 * s, 3),
            Axis.FromPoints("time", new double[] { 0, 1, 2 }, ms),
            null,
        ];

        Assert.All(others, other => Assert.True(axis != other));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FromPoints_NotFinite_NamesThePoint(double point)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Axis.FromPoints("frequency", new[] { 1, point }, Hz));

        Assert.Contains("Point 1 of the axis 'frequency'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Uniform_BadArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => Axis.Uniform(" ", 0 * s, 1 * s, 3));
        Assert.Throws<ArgumentOutOfRangeException>("step", () => Axis.Uniform("time", 0 * s, 0 * s, 3));
        Assert.Throws<ArgumentOutOfRangeException>("step", () => Axis.Uniform("time", 0 * s, double.NaN * s, 3));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => Axis.Uniform("time", double.NegativeInfinity * s, 1 * s, 3));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Axis.Uniform("time", 0 * s, 1 * s, -1));
        Assert.Throws<UnitException>(() => Axis.Uniform("time", 0 * V, 1 * s, 3));
    }

    [Fact]
    public void ToString_DescribesTheAxis()
    {
        Assert.Equal("time: 16384 points from 0 ns in steps of 8 ns", Axis.Uniform("time", 0 * s, 8 * ns, 16384).ToString());
        Assert.Equal("frequency: 3 points from 1 kHz to 5 kHz", Axis.FromPoints("frequency", new double[] { 1, 2, 5 }, kHz).ToString());
        Assert.Equal("frequency: no points", Axis.FromPoints("frequency", default, kHz).ToString());
    }
}
