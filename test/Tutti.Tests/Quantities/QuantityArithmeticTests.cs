using System.Runtime.CompilerServices;
using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityArithmeticTests
{
    [Fact]
    public void Size_OfAQuantity_IsSixteenBytes() => Assert.Equal(16, Unsafe.SizeOf<Quantity>());

    [Fact]
    public void Default_IsThePlainNumberZero()
    {
        Quantity zero = default;

        Assert.Null(zero.Unit);
        Assert.True(zero.Dimension.IsNone);
        Assert.Equal("0", zero.ToString());
        Assert.Null((3 * Unit.One).Unit);
    }

    [Fact]
    public void Arithmetic_KeepsUnits_AsTheyAreWritten()
    {
        Assert.Equal("1 mm^3/s", (1 * mm3 / s).ToString());
        Assert.Equal("2.003 mm", ((2 * mm) + (3 * um)).ToString());
        Assert.Equal("-1 mm", ((2 * mm) - (3 * mm)).ToString());
        Assert.Equal("-2 mm", (-(2 * mm)).ToString());
        Assert.Equal("2 mm", (+(2 * mm)).ToString());
        Assert.Equal("6 V*A", (2 * V * (3 * A)).ToString());
        Assert.Equal("4 mm", (2 * (2 * mm)).ToString());
        Assert.Equal("1 mm", (2 * mm / 2).ToString());
        Assert.Equal("0.5 1/s", (1 / (2 * s)).ToString());
        Assert.Equal("5 1/s", (5 / s).ToString());
        Assert.Equal("50 ppm/K", (50 * ppm / K).ToString());
        Assert.Equal("5 V", (5 * Unit.One * (1 * V)).ToString());
    }

    [Fact]
    public void UnitsThatCancel_AreWorkedIntoTheNumber()
    {
        Assert.Equal("1000", (1 * mm / um).ToString());
        Assert.Equal("10", (10 * kHz * (1 * ms)).ToString());
        Assert.Equal("500 ppm", (50 * ppm / K * (10 * K)).ToString());
        Assert.Equal("0.25", (50 * percent * (50 * percent)).ToString());
        Assert.Equal(1000, (double)(1 * mm / um));
        Assert.Equal(0.5, (double)(50 * percent));
    }

    [Fact]
    public void SharesOfSomething_AreWorkedIntoTheNumber()
    {
        Assert.Equal("1 V", (50 * percent * (2 * V)).ToString());
        Assert.Equal("1 V", (2 * V * (50 * percent)).ToString());
        Assert.Equal("0.005 Hz", (1 * ppb * (5 * MHz)).To(Hz).ToString());
    }

    [Fact]
    public void DifferentDimensions_AreNamed_WithBothValues()
    {
        Assert.Equal("Cannot add 2 mm and 3 s: length and time are different dimensions.", Refused(() => (2 * mm) + (3 * s)));
        Assert.Equal("Cannot subtract 3 from 2 mm: length and plain number are different dimensions.", Refused(() => (2 * mm) - (3 * Unit.One)));
        Assert.Equal("Cannot compare 2 count and 3 px: count and pixel are different dimensions.", Refused(() => (2 * count) < (3 * px)));
        Assert.Equal("Cannot compare 2 mm and 3 s: length and time are different dimensions.", Refused(() => (2 * mm) == (3 * s)));
        Assert.Equal("Cannot express 2 mm in s: length and time are different dimensions.", Refused(() => (2 * mm).In(s)));
        Assert.Equal("Cannot express 2 deg as a plain number: angle and plain number are different dimensions.", Refused(() => (double)(2 * deg)));
        Assert.Equal("Cannot express 2 Sa/s in Hz: sample rate and frequency are different dimensions.", Refused(() => (2 * Sa / s).In(Hz)));
    }

    [Fact]
    public void AnglesCountsPixelsAndSamples_MixWithNothing()
    {
        Quantity[] others = [1 * Unit.One, 1 * m, 1 * rad, 1 * sr, 1 * count, 1 * px, 1 * Sa, 1 * dB];

        foreach (Quantity left in others)
        {
            foreach (Quantity right in others.Where(right => right.Unit != left.Unit))
            {
                Assert.Throws<UnitException>(() => left + right);
                Assert.Throws<UnitException>(() => left.In(right.Unit));
            }
        }
    }

    [Fact]
    public void SumAndProduct_OfQuantities_AreThoseOfTheirSiValues()
    {
        Arbitrary.Check(Arbitrary.Ordinary, Arbitrary.Ordinary, Arbitrary.Linear.Two(), (a, b, units) =>
        {
            (Unit left, Unit right) = units;
            Quantity product = a * left * (b * right);
            Quantity quotient = a * left / (b * right);
            return IsNear(product.In(left * right), a * b) && IsNear(quotient.In(left / right), a / b);
        });
    }

    [Fact]
    public void Functions_OfQuantities_KeepUnits()
    {
        Assert.Equal("2 mm", Quantity.Abs(-2 * mm).ToString());
        Assert.Equal("2 mm", Quantity.Sqrt(4 * mm2).ToString());
        Assert.Equal("2 V/sqrt(Hz)", Quantity.Sqrt(4 * V * V / Hz).ToString());
        Assert.Equal("8 mm^3", Quantity.Pow(2 * mm, 3).ToString());
        Assert.Equal("1", Quantity.Pow(2 * mm, 0).ToString());
        Assert.Equal("0.25", Quantity.Pow(50 * percent, 2).ToString());
        Assert.Equal("0.5", Quantity.Sqrt(25 * percent).ToString());
        Assert.Equal("3 um", Quantity.Min(2 * mm, 3 * um).ToString());
        Assert.Equal("2 mm", Quantity.Max(2 * mm, 3 * um).ToString());
        Assert.Equal("1 mm", Quantity.Clamp(3 * um, 1 * mm, 2 * mm).ToString());
        Assert.Equal("2 mm", Quantity.Clamp(3 * m, 1 * mm, 2 * mm).ToString());
        Assert.Equal("1500 um", Quantity.Clamp(1500 * um, 1 * mm, 2 * mm).ToString());
        Assert.True(double.IsNaN(Quantity.Min(1 * mm, double.NaN * um).Value));
        Assert.True(double.IsNaN(Quantity.Max(double.NaN * mm, 1 * um).Value));
        Assert.Throws<ArgumentException>(() => Quantity.Clamp(1 * mm, 2 * mm, 1 * um));
        Assert.Throws<UnitException>(() => Quantity.Sqrt(Quantity.Sqrt(2 * m)));
    }

    private static bool IsNear(double actual, double expected) => Math.Abs(actual - expected) <= Math.Abs(expected) * 1e-14;

    private static string Refused(Func<object> attempt) => Assert.Throws<UnitException>(attempt).Message;
}
