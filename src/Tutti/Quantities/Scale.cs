using System.Numerics;

namespace Tutti.Quantities;

/// <summary>Holds the exact size of a linear unit in SI units: a fraction, times the root of a fraction, times a power of pi.</summary>
/// <remarks>
/// Exactness is what makes 2500 um convert to exactly 2.5 mm: the ratio of two units is reduced before it becomes a
/// floating-point number. Used when a unit or a conversion is made, never per value.
/// </remarks>
internal readonly struct Scale
{
    public static readonly Scale One = Exact(1);

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;
    private readonly BigInteger _rootNumerator;
    private readonly BigInteger _rootDenominator;
    private readonly int _piHalves;

    private Scale(BigInteger numerator, BigInteger denominator, BigInteger rootNumerator, BigInteger rootDenominator, int piHalves)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        BigInteger rootCommon = BigInteger.GreatestCommonDivisor(rootNumerator, rootDenominator);
        _numerator = numerator / common;
        _denominator = denominator / common;
        _rootNumerator = rootNumerator / rootCommon;
        _rootDenominator = rootDenominator / rootCommon;
        _piHalves = piHalves;
    }

    /// <summary>Creates numerator / denominator * 10^ten * pi^pi.</summary>
    public static Scale Exact(long numerator, long denominator = 1, int ten = 0, int pi = 0) => new(
        numerator * BigInteger.Pow(10, Math.Max(ten, 0)), denominator * BigInteger.Pow(10, Math.Max(-ten, 0)), 1, 1, 2 * pi);

    public static Scale operator *(Scale left, Scale right) => new(
        left._numerator * right._numerator,
        left._denominator * right._denominator,
        left._rootNumerator * right._rootNumerator,
        left._rootDenominator * right._rootDenominator,
        left._piHalves + right._piHalves);

    public static Scale operator /(Scale left, Scale right) => left * new Scale(
        right._denominator, right._numerator, right._rootDenominator, right._rootNumerator, -right._piHalves);

    /// <summary>Raises a scale without a root to half a whole power.</summary>
    /// <param name="halves">Twice the exponent.</param>
    /// <returns>The scale of the power.</returns>
    public Scale Power(int halves)
    {
        int whole = Math.Abs(halves) / 2;
        bool isOdd = halves % 2 != 0;
        Scale power = new(
            BigInteger.Pow(_numerator, whole),
            BigInteger.Pow(_denominator, whole),
            isOdd ? _numerator : 1,
            isOdd ? _denominator : 1,
            _piHalves * Math.Abs(halves) / 2);
        return halves < 0 ? One / power : power;
    }

    /// <summary>Returns two numbers so that multiplying by the first and dividing by the second applies the scale.</summary>
    /// <returns>The two; one of them is 1 wherever that loses nothing, so that a power of ten is rounded once only.</returns>
    public (double Multiplier, double Divisor) ToDoubles()
    {
        bool isExact = IsExact(_numerator) && IsExact(_denominator);
        double multiplier = isExact ? (double)_numerator : Quotient(_numerator, _denominator);
        double divisor = isExact ? (double)_denominator : 1;
        multiplier *= Math.Sqrt((double)_rootNumerator) * Math.Pow(Math.PI, Math.Max(_piHalves, 0) / 2.0);
        divisor *= Math.Sqrt((double)_rootDenominator) * Math.Pow(Math.PI, Math.Max(-_piHalves, 0) / 2.0);
        return (multiplier, divisor);
    }

    private static bool IsExact(BigInteger number) => number.GetBitLength() <= 53 || (number.GetBitLength() < 1000 && new BigInteger((double)number) == number);

    private static double Quotient(BigInteger numerator, BigInteger denominator)
    {
        int shift = (int)(63 - numerator.GetBitLength() + denominator.GetBitLength());
        BigInteger quotient = shift >= 0 ? (numerator << shift) / denominator : numerator / (denominator << -shift);
        return Math.ScaleB((double)(ulong)quotient, -shift);
    }
}
