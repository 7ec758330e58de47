using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityConversionTests
{
    [Theory]
    [InlineData("2500 um", "mm", 2.5)]
    [InlineData("0.1 mm", "um", 100)]
    [InlineData("1 mm^3/s", "uL/min", 60)]
    [InlineData("180 deg", "rad", Math.PI)]
    [InlineData("1 inch", "mm", 25.4)]
    [InlineData("1 atm", "Torr", 760)]
    [InlineData("60 rpm", "turn/s", 1)]
    [InlineData("50 %", "", 0.5)]
    [InlineData("1 V/sqrt(Hz)", "nV/sqrt(MHz)", 1e12)]
    [InlineData("36 km/h", "m/s", 10)]
    [InlineData("1 kWh", "MJ", 3.6)]
    [InlineData("1 eV", "J", 1.602176634e-19)]
    [InlineData("3 meV", "neV", 3e6)]
    [InlineData("1 deg", "arcsec", 3600)]
    [InlineData("0 sr", "deg^2", 0)]
    [InlineData("1 G", "uT", 100)]
    [InlineData("1 N*m", "J", 1)]
    [InlineData("1e300 km", "m", 1e303)]
    [InlineData("NaN mm", "um", double.NaN)]
    [InlineData("Infinity mm", "um", double.PositiveInfinity)]
    public void In_AnotherUnitOfTheDimension_IsExact(string text, string unit, double expected) =>
        Assert.Equal(expected, Quantity.Parse(text).In(Unit.Parse(unit)));

    [Fact]
    public void In_NoUnit_IsThePlainNumber()
    {
        Assert.Equal(0.02, (2 * percent).In(null));
        Assert.Equal(200, (2 * Unit.One).In(percent));
        Assert.Null((2 * percent).To(Unit.One).Unit);
    }

    [Fact]
    public void To_AnotherUnitAndBack_ReturnsTheValue()
    {
        Arbitrary.Check(Arbitrary.Ordinary, Arbitrary.Linear.Two(), (value, units) =>
        {
            (Unit unit, Unit other) = units;
            if (unit.Dimension != other.Dimension)
            {
                return true;
            }

            double back = (value * unit).To(other).In(unit);
            return Math.Abs(back - value) <= Math.Abs(value) * 2e-15;
        }, 5_000);
    }

    [Fact]
    public void In_APowerOfTenBelow_IsTheNumberThatOneWouldWrite()
    {
        Arbitrary.Check(Arbitrary.Written, Gen.Elements("m", "u", "n", "p"), (value, prefix) =>
        {
            Unit small = Unit.Parse(prefix + "V");
            return Quantity.Parse($"{value:R}{small}").In(V) == value / Math.Round(1 / small.Factor);
        });
    }
}
