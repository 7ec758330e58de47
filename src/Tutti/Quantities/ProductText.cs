using System.Globalization;
using System.Text;

namespace Tutti.Quantities;

/// <summary>Writes a product of powers as text, such as <c>mm^3/s</c>, <c>W/(m^2*K)</c> or <c>V/sqrt(Hz)</c>.</summary>
internal static class ProductText
{
    /// <summary>Writes a product of powers.</summary>
    /// <param name="factors">The factors in order, each with twice its exponent.</param>
    /// <returns>The text; <c>1/s</c> if nothing stands above the line.</returns>
    public static string Write(ReadOnlySpan<(string Name, int Halves)> factors)
    {
        StringBuilder text = new();
        if (AppendSide(text, factors, 1) == 0)
        {
            text.Append('1');
        }

        int start = text.Length;
        int below = AppendSide(text, factors, -1);
        if (below > 0)
        {
            text.Insert(start, below > 1 ? "/(" : "/");
            text.Append(below > 1 ? ")" : string.Empty);
        }

        return text.ToString();
    }

    private static int AppendSide(StringBuilder text, ReadOnlySpan<(string Name, int Halves)> factors, int sign)
    {
        int written = 0;
        foreach ((string name, int halves) in factors)
        {
            if (halves * sign > 0)
            {
                text.Append(written++ > 0 ? "*" : string.Empty);
                AppendPower(text, name, halves * sign);
            }
        }

        return written;
    }

    private static void AppendPower(StringBuilder text, string name, int halves)
    {
        bool isRoot = halves % 2 != 0;
        int exponent = isRoot ? halves : halves / 2;
        text.Append(isRoot ? "sqrt(" : string.Empty).Append(name);
        if (exponent != 1)
        {
            text.Append('^').Append(exponent.ToString(CultureInfo.InvariantCulture));
        }

        text.Append(isRoot ? ")" : string.Empty);
    }
}
