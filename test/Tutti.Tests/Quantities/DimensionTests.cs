using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class DimensionTests
{
    private static readonly FsCheck.Gen<Dimension> Dimensions =
        from bases in Gen.ListOf(Gen.Elements(Enum.GetValues<BaseDimension>()), 4)
        from exponent in Gen.Choose(-3, 3)
        select bases.Aggregate(Dimension.None, (product, next) => product * Dimension.Of(next).Pow(exponent));

    [Fact]
    public void Dimensions_UnderMultiplication_AreACommutativeGroup()
    {
        Arbitrary.Check(Dimensions, Dimensions, Dimensions, (a, b, c) =>
            (a * b) * c == a * (b * c)
            && a * b == b * a
            && a * Dimension.None == a
            && (a / a).IsNone
            && a / b == a * (Dimension.None / b));
    }

    [Fact]
    public void Pow_OfADimension_FollowsTheLawsOfExponents()
    {
        Arbitrary.Check(Dimensions, Gen.Choose(-2, 2), Gen.Choose(-2, 2), (a, n, m) =>
            a.Pow(n) * a.Pow(m) == a.Pow(n + m) && a.Pow(n).Pow(m) == a.Pow(n * m));
    }

    [Fact]
    public void Dimension_OfAProductOfUnits_IsTheProductOfTheirs()
    {
        Arbitrary.Check(Arbitrary.Products, Arbitrary.Products, (a, b) =>
            (a * b).Dimension == a.Dimension * b.Dimension && (a / b).Dimension == a.Dimension / b.Dimension);
    }

    [Fact]
    public void Equality_OfDimensions_AgreesWithTheHash()
    {
        Arbitrary.Check(Dimensions, Dimensions, (a, b) => a.Equals(b) == (a == b) && a != b == !a.Equals((object)b)
            && (a != b || a.GetHashCode() == b.GetHashCode()));
    }

    [Fact]
    public void ExponentOf_ANoiseDensity_IsHalf()
    {
        Dimension dimension = Unit.Parse("V/sqrt(Hz)").Dimension;

        Assert.Equal(-2.5, dimension.ExponentOf(BaseDimension.Time));
        Assert.Equal(1, dimension.ExponentOf(BaseDimension.Mass));
        Assert.Equal(0, dimension.ExponentOf(BaseDimension.Angle));
    }

    [Fact]
    public void ToString_OfWellKnownDimensions_IsTheirName()
    {
        Assert.Equal("plain number", Dimension.None.ToString());
        Assert.Equal("voltage", V.Dimension.ToString());
        Assert.Equal("volume flow", (mm3 / s).Dimension.ToString());
        Assert.Equal("energy", eV.Dimension.ToString());
        Assert.Equal("length*angle", (m * rad).Dimension.ToString());
        Assert.Equal("length*mass/(time*angle)", (kg * m / (s * rad)).Dimension.ToString());
        Assert.Equal("1/length", m.Pow(-1).Dimension.ToString());
        Assert.Equal("sqrt(length)", m.Sqrt().Dimension.ToString());
    }

    [Fact]
    public void Pow_BeyondTheLargestExponent_Throws()
    {
        Dimension length = Dimension.Of(BaseDimension.Length);

        Assert.Equal(63, length.Pow(63).ExponentOf(BaseDimension.Length));
        Assert.Throws<OverflowException>(() => length.Pow(64));
        Assert.Throws<OverflowException>(() => length.Pow(int.MinValue));
        Assert.Throws<OverflowException>(() => length.Pow(-63) / length);
    }

    [Fact]
    public void Of_AnUndefinedBase_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Dimension.Of((BaseDimension)99));
}
