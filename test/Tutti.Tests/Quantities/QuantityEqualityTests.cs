using FsCheck;
using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityEqualityTests
{
    private static readonly Gen<Unit> Lengths = Gen.Elements(km, m, mm, um, nm, inch, angstrom);

    /// <summary>Few values in few units, many of them equal or within a few last bits of each other.</summary>
    private static readonly Gen<Quantity> Close =
        from size in Gen.Elements(0.0, 0.1, 0.3, 1, 2.5, 1e-9, 999999999999999, 1e15)
        from sign in Gen.Elements(1, -1)
        from unit in Lengths
        from bits in Gen.Choose(-60, 60)
        select sign * BitConverter.Int64BitsToDouble(Math.Max(BitConverter.DoubleToInt64Bits((size * m).In(unit)) + bits, 0)) * unit;

    private static readonly Gen<Quantity> Wild = from value in Arbitrary.Numbers from unit in Lengths select value * unit;

    private static readonly Gen<Quantity> Both = Gen.OneOf(Close, Wild);

    [Fact]
    public void SameLength_InMillimetreAndMicrometre_IsEqualAlthoughBitsDiffer()
    {
        int count = 0;
        for (int i = 1; i <= 10_000; i++)
        {
            Quantity inMicrometre = i * 0.1 * um;
            Quantity inMillimetre = i * 0.0001 * mm;
            count += inMicrometre.In(mm) == inMillimetre.Value ? 0 : 1;

            Assert.True(inMicrometre == inMillimetre);
            Assert.Equal(inMicrometre.GetHashCode(), inMillimetre.GetHashCode());
        }

        Assert.True(count > 2000, $"Only {count} of 10,000 pairs differ in their bits.");
    }

    [Fact]
    public void WrittenValue_InAnyPrefix_IsEqual()
    {
        Arbitrary.Check(Arbitrary.Written, Gen.Elements("k", "m", "u", "n", "p", "f"), (value, prefix) =>
        {
            Quantity original = value * V;
            Quantity converted = original.To(Unit.Parse(prefix + "V"));
            return original == converted && original.Equals(converted) && original.GetHashCode() == converted.GetHashCode() && original.CompareTo(converted) == 0;
        }, 5_000);
    }

    [Fact]
    public void Equals_IsAnEquivalence_ThatAgreesWithHashAndOrder()
    {
        Arbitrary.Check(Both, Both, Both, (a, b, c) =>
            a.Equals(a)
            && a.Equals(b) == b.Equals(a)
            && (!a.Equals(b) || !b.Equals(c) || a.Equals(c))
            && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode())
            && a.Equals(b) == (a.CompareTo(b) == 0), 5_000);
    }

    [Fact]
    public void Order_IsTotal()
    {
        Arbitrary.Check(Both, Both, Both, (a, b, c) =>
            Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
            && (a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0), 5_000);
    }

    [Fact]
    public void Operators_OnNumbers_AgreeWithEachOther()
    {
        Arbitrary.Check(Both, Both, (a, b) => double.IsNaN(a.Value) || double.IsNaN(b.Value)
            ? a != b && !(a == b) && !(a < b) && !(a > b) && !(a <= b) && !(a >= b)
            : (a == b) == a.Equals(b) && (a != b) == !a.Equals(b) && (a < b) == (a.CompareTo(b) < 0) && (a <= b) == !(a > b) && (a >= b) == !(a < b));
    }

    [Fact]
    public void Order_OfOrdinaryValues_IsThatOfNumbers()
    {
        Arbitrary.Check(Arbitrary.Ordinary.Two(), Lengths, (values, unit) =>
        {
            (double a, double b) = values;
            bool areClear = Math.Abs(a - b) > 1e-13 * Math.Max(Math.Abs(a), Math.Abs(b));
            return !areClear || ((a * unit < b * unit) == (a < b) && ((a * unit).To(nm) < b * unit) == (a < b));
        });
    }

    [Fact]
    public void Zero_IsEqualToMinusZero_InAllUnits()
    {
        Assert.True(0.0 * mm == -0.0 * km);
        Assert.Equal((0.0 * mm).GetHashCode(), (-0.0 * km).GetHashCode());
        Assert.True(0 * mm < 1 * nm);
        Assert.True(-1 * nm < 0 * mm);
    }

    [Fact]
    public void Infinities_AndNotANumber_AreOrderedAsNumbersAre()
    {
        Quantity[] ordered = [double.NaN * mm, double.NegativeInfinity * mm, -1 * km, 0 * um, 1 * nm, double.PositiveInfinity * um];

        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.Equal(double.NaN * mm, double.NaN * um);
        Assert.False(double.NaN * mm == double.NaN * mm);
        Assert.True(double.PositiveInfinity * mm == double.PositiveInfinity * um);
    }

    [Fact]
    public void Equals_WithOtherDimensions_IsFalse()
    {
        Assert.False((0 * mm).Equals(0 * s));
        Assert.False((0 * mm).Equals(default));
        Assert.False((0 * mm).Equals("0 mm"));
        Assert.NotEqual((1 * mm).GetHashCode(), (1 * ms).GetHashCode());
        Assert.Throws<UnitException>(() => (1 * mm).CompareTo(1 * s));
    }

    [Fact]
    public void Equality_CrossesUnits_OfTheSameDimension()
    {
        Assert.True(1 * uL == 1 * mm3);
        Assert.True(180 * deg == Math.PI * rad);
        Assert.True(20 * degC == 293.15 * K);
        Assert.True(0 * dBm == 1 * mW);
        Assert.True(50 * percent == 0.5 * Unit.One);
        Assert.True(1 * N * m == 1 * J);
        Assert.True(30 * dBm > 999 * mW);
    }

    [Theory]
    [InlineData(1, 1.000000000000001, true)]
    [InlineData(1, 1.00000000000001, false)]
    [InlineData(9.99999999999999, 9.999999999999991, true)]
    [InlineData(9.99999999999999, 9.99999999999998, false)]
    [InlineData(9.9999999999999999, 10, true)]
    [InlineData(1e-320, 1.0001e-320, true)]
    [InlineData(1e-320, 2e-320, false)]
    [InlineData(1.7976931348623157e308, 1.797693134862315e308, false)]
    public void Equality_Of_FifteenDigits(double left, double right, bool expected) =>
        Assert.Equal(expected, new Quantity(left, null) == new Quantity(right, null));
}
