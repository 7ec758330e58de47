using System.Runtime.CompilerServices;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityTests
{
    [Fact]
    public void Size_OfAQuantity_IsSixteenBytes() => Assert.Equal(16, Unsafe.SizeOf<Quantity>());

    [Fact]
    public void Default_IsThePlainNumberZero()
    {
        Quantity zero = default;

        Assert.Null(zero.Unit);
        Assert.Equal(Dimension.None, zero.Dimension);
        Assert.Equal("0", zero.ToString());
    }

    [Theory]
    [InlineData("2500 um", "mm", 2.5)]
    [InlineData("0.1 mm", "um", 100)]
    [InlineData("1 mm^3/s", "uL/min", 60)]
    [InlineData("180 deg", "rad", Math.PI)]
    [InlineData("1 inch", "mm", 25.4)]
    [InlineData("1 atm", "Torr", 760)]
    [InlineData("60 rpm", "turn/s", 1)]
    [InlineData("2.54 km/h", "inch/s", 2540000 / 3600.0 / 25.4)]
    [InlineData("50 %", "", 0.5)]
    [InlineData("1 V/sqrt(Hz)", "nV/sqrt(MHz)", 1e12)]
    [InlineData("36 km/h", "m/s", 10)]
    [InlineData("1 kWh", "MJ", 3.6)]
    [InlineData("300.15 K", "degC", 27)]
    [InlineData("-40 degC", "K", 233.15)]
    [InlineData("30 dBm", "W", 1)]
    [InlineData("1 mW", "dBm", 0)]
    [InlineData("20 dBV", "mV", 10000)]
    [InlineData("0 dBW", "dBm", 30)]
    [InlineData("0 W", "dBm", double.NegativeInfinity)]
    public void In_AnotherUnitOfTheDimension_IsExact(string text, string unit, double expected) =>
        Assert.Equal(expected, Quantity.Parse(text).In(Unit.Parse(unit)));

    [Fact]
    public void Add_DifferentDimensions_NamesBothSides()
    {
        UnitException exception = Assert.Throws<UnitException>(() => (2 * mm) + (3 * s));

        Assert.Equal("Cannot add 2 mm and 3 s: length and time are different dimensions.", exception.Message);
    }
}
