using System.Globalization;

namespace Tutti.Quantities;

/// <summary>Maps numbers to whole numbers of the same order so that all numbers with the same first 15 significant digits become one.</summary>
/// <remarks>
/// Equality, hash and order of quantities are those of this one key; that is what makes them agree with each other and
/// transitive, whatever the rounding does.
/// </remarks>
internal static class RoundedOrder
{
    private const double Smallest = 1e14;
    private const double Largest = 1e15;
    private const int ExponentOffset = 400;
    private const int MaxTen = 308;

    private static readonly double[] PowersOfTen = CreatePowersOfTen();

    /// <summary>Returns the key of a number. Not a number is smallest, then -infinity; 0 and -0 are one.</summary>
    public static long Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? long.MinValue : value < 0 ? -long.MaxValue : long.MaxValue;
        }

        if (value == 0)
        {
            return 0;
        }

        double size = Math.Abs(value);
        int exponent = (int)Math.Floor(Math.ILogB(size) * 0.30102999566398120);
        double digits = Digits(size, exponent);
        while (digits >= Largest)
        {
            digits = Digits(size, ++exponent);
        }

        digits = Math.Round(digits);
        if (digits >= Largest)
        {
            digits = Smallest;
            exponent++;
        }

        long key = ((exponent + ExponentOffset) * (long)Largest) + (long)digits;
        return value < 0 ? -key : key;
    }

    /// <summary>Returns the first 15 digits, before rounding, of a number that has the decimal exponent.</summary>
    private static double Digits(double size, int exponent)
    {
        int ten = 14 - exponent;
        return ten switch
        {
            > MaxTen => size * PowersOfTen[MaxTen] * PowersOfTen[ten - MaxTen],
            >= 0 => size * PowersOfTen[ten],
            _ => size / PowersOfTen[-ten],
        };
    }

    private static double[] CreatePowersOfTen()
    {
        double[] powers = new double[MaxTen + 1];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = double.Parse("1E" + i.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return powers;
    }
}
