using System.Globalization;
using Tutti.Cli.Plots;
using Tutti.Quantities;

namespace Tutti.Cli.Display;

/// <summary>Writes quantities for people: few digits, and the prefix that keeps the number short.</summary>
internal static class Readable
{
    /// <summary>Writes a quantity.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="unit">A unit of its dimension, without a prefix.</param>
    /// <param name="digits">How many digits count.</param>
    /// <returns>The text, such as "97.301 kHz".</returns>
    public static string Of(Quantity quantity, Unit unit, int digits = 5)
    {
        double value = Round(quantity.In(unit), digits);
        SiPrefix prefix = SiPrefix.For(value);
        return $"{Number(value / prefix.Factor, digits)} {prefix.Symbol}{unit.Symbol}";
    }

    /// <summary>Writes a quantity that was set rather than measured: without digits that say nothing.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="unit">A unit of its dimension, without a prefix.</param>
    /// <returns>The text, of at most four digits, such as "200 mV".</returns>
    public static string Setting(Quantity quantity, Unit unit)
    {
        double value = Round(quantity.In(unit), 4);
        SiPrefix prefix = SiPrefix.For(value);
        return $"{(value / prefix.Factor).ToString("0.###", CultureInfo.InvariantCulture)} {prefix.Symbol}{unit.Symbol}";
    }

    /// <summary>Writes a part as a percentage.</summary>
    /// <param name="part">The part of one.</param>
    /// <returns>The text, of at most two digits after the zeros, such as "0.012 %".</returns>
    public static string Percent(double part)
    {
        double percent = 100 * part;
        return percent is >= 0 and < 0.001 ? "< 0.001 %" : Round(percent, 2).ToString("0.#####", CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>Writes a plain number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many digits count.</param>
    /// <returns>The text.</returns>
    public static string Number(double value, int digits = 5)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        int before = (int)Math.Floor(Math.Log10(Math.Abs(Round(value, digits)))) + 1;
        int decimals = Math.Clamp(digits - before, 0, 15);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a span of time.</summary>
    /// <param name="time">The span.</param>
    /// <returns>The text, such as "0.52 s".</returns>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    private static double Round(double value, int digits)
    {
        string format = "E" + (digits - 1).ToString(CultureInfo.InvariantCulture);
        return double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
