using System.Numerics;

namespace Tutti.Quantities;

/// <summary>Holds the exact size of a linear unit in SI units: a fraction, times the root of a fraction, times a power of pi.</summary>
/// <remarks>
/// Exactness is what makes 2500 um convert to exactly 2.5 mm: the ratio of two units is reduced before it becomes a floating-point number.
/// What does not fit into 128 bits (far beyond the units of a laboratory) is kept as a rounded rest. Used when a unit or a
/// conversion is made, never per value.
/// </remarks>
internal readonly struct Scale
{
    private readonly UInt128 _numerator;
    private readonly UInt128 _denominator;
    private readonly UInt128 _rootNumerator;
    private readonly UInt128 _rootDenominator;
    private readonly int _piHalves;
    private readonly double _rest;

    private Scale((UInt128 Numerator, UInt128 Denominator) whole, (UInt128 Numerator, UInt128 Denominator) root, int piHalves, double rest)
    {
        (_numerator, _denominator) = whole;
        (_rootNumerator, _rootDenominator) = root;
        _piHalves = piHalves;
        _rest = rest;
    }

    /// <summary>Gets the size of an SI unit.</summary>
    public static Scale One => new((1, 1), (1, 1), 0, 1);

    /// <summary>Gets the scale of one over this one.</summary>
    public Scale Inverse => new((_denominator, _numerator), (_rootDenominator, _rootNumerator), -_piHalves, 1 / _rest);

    /// <summary>Creates numerator / denominator * 10^ten * pi^pi, where ten lies from -38 to 38.</summary>
    public static Scale Exact(long numerator, long denominator = 1, int ten = 0, int pi = 0) =>
        new Scale(((UInt128)numerator, (UInt128)denominator), (1, 1), 2 * pi, 1) * Ten(ten);

    public static Scale operator *(Scale left, Scale right)
    {
        double rest = left._rest * right._rest;
        double root = 1;
        (UInt128, UInt128) whole = Multiply((left._numerator, left._denominator), (right._numerator, right._denominator), ref rest);
        (UInt128, UInt128) roots = Multiply((left._rootNumerator, left._rootDenominator), (right._rootNumerator, right._rootDenominator), ref root);
        return new Scale(whole, roots, left._piHalves + right._piHalves, rest * Math.Sqrt(root));
    }

    public static Scale operator /(Scale left, Scale right) => left * right.Inverse;

    /// <summary>Raises a scale without a root to half a whole power.</summary>
    /// <param name="halves">Twice the exponent.</param>
    /// <returns>The scale of the power.</returns>
    public Scale Power(int halves)
    {
        Scale power = halves % 2 == 0
            ? One
            : new Scale((1, 1), (_numerator, _denominator), _piHalves / 2, Math.Sqrt(_rest));
        Scale whole = new((_numerator, _denominator), (1, 1), _piHalves, _rest);
        for (int i = 0; i < Math.Abs(halves) / 2; i++)
        {
            power *= whole;
        }

        return halves < 0 ? power.Inverse : power;
    }

    /// <summary>Returns two numbers so that multiplying by the first and dividing by the second applies the scale.</summary>
    /// <returns>The two; one of them is 1 wherever that loses nothing, so that a power of ten is rounded once only.</returns>
    public (double Multiplier, double Divisor) ToDoubles()
    {
        bool isExact = IsExact(_numerator) && IsExact(_denominator);
        double multiplier = isExact ? (double)_numerator : Quotient(_numerator, _denominator);
        double divisor = isExact ? (double)_denominator : 1;
        multiplier *= _rest * Math.Sqrt((double)_rootNumerator) * Math.Pow(Math.PI, Math.Max(_piHalves, 0) / 2.0);
        divisor *= Math.Sqrt((double)_rootDenominator) * Math.Pow(Math.PI, Math.Max(-_piHalves, 0) / 2.0);
        return (multiplier, divisor);
    }

    private static Scale Ten(int exponent)
    {
        UInt128 power = 1;
        for (int i = 0; i < Math.Abs(exponent); i++)
        {
            power *= 10;
        }

        return new Scale(exponent < 0 ? (1, power) : (power, 1), (1, 1), 0, 1);
    }

    private static (UInt128 Numerator, UInt128 Denominator) Multiply(
        (UInt128 Numerator, UInt128 Denominator) left, (UInt128 Numerator, UInt128 Denominator) right, ref double rest)
    {
        UInt128 first = CommonDivisor(left.Numerator, right.Denominator);
        UInt128 second = CommonDivisor(right.Numerator, left.Denominator);
        (UInt128 a, UInt128 b) = (left.Numerator / first, right.Numerator / second);
        (UInt128 c, UInt128 d) = (left.Denominator / second, right.Denominator / first);
        if (a > UInt128.MaxValue / b || c > UInt128.MaxValue / d)
        {
            rest *= (double)a / (double)c;
            return (b, d);
        }

        return (a * b, c * d);
    }

    private static UInt128 CommonDivisor(UInt128 left, UInt128 right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }

    private static bool IsExact(UInt128 number) => UInt128.Log2(number) - UInt128.TrailingZeroCount(number) <= 52;

    /// <summary>Divides with one rounding, where dividing two rounded numbers would be three.</summary>
    private static double Quotient(BigInteger numerator, BigInteger denominator)
    {
        int shift = (int)(63 - numerator.GetBitLength() + denominator.GetBitLength());
        BigInteger quotient = shift >= 0 ? (numerator << shift) / denominator : numerator / (denominator << -shift);
        return Math.ScaleB((double)(ulong)quotient, -shift);
    }
}
