using System.Globalization;

namespace Tutti.Cli.Plots;

/// <summary>Is a decimal prefix of the SI, from quecto to quetta in steps of a thousand.</summary>
internal readonly record struct SiPrefix
{
    private const int Largest = 30;
    private const string Symbols = "qryzafpnµm kMGTPEZYRQ";

    private readonly int _exponent;

    private SiPrefix(int exponent) => _exponent = exponent;

    /// <summary>Gets the factor that one prefixed unit stands for, such as 1000 for kilo.</summary>
    public double Factor => Math.Pow(10, _exponent);

    /// <summary>Gets the symbol, empty for the factor one.</summary>
    public string Symbol => _exponent == 0 ? "" : Symbols[(_exponent + Largest) / 3].ToString();

    /// <summary>Gets the factor as a power of ten followed by a space, for units that take no prefix; empty for the factor one.</summary>
    public string PowerOfTen => _exponent == 0 ? "" : $"10{Superscript(_exponent)} ";

    /// <summary>Chooses the prefix with which a number has one to three digits before its decimal point.</summary>
    /// <param name="value">The number; its sign does not matter, and zero or a non-finite one has no prefix.</param>
    /// <returns>The prefix.</returns>
    public static SiPrefix For(double value)
    {
        double magnitude = Math.Abs(value);
        if (magnitude == 0 || !double.IsFinite(magnitude))
        {
            return default;
        }

        // Twelve digits are kept, so that 999.9999999999999 counts as the 1000 that it was meant to be.
        double digits = Math.Log10(magnitude) + 1e-12;
        return new SiPrefix(Math.Clamp(3 * (int)Math.Floor(digits / 3), -Largest, Largest));
    }

    private static string Superscript(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => digit == '-' ? '\u207b' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
