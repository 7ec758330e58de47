using System.Globalization;

namespace Tutti.Quantities;

/// <summary>Reads the number in front of a unit.</summary>
internal static class NumberText
{
    private const string Infinity = "Infinity";
    private const string NotANumber = "NaN";

    /// <summary>Reads a number in the invariant culture.</summary>
    /// <param name="text">The text, with or without white space in front.</param>
    /// <param name="value">The number.</param>
    /// <param name="end">Where the number ends.</param>
    /// <param name="problem">What is wrong.</param>
    /// <returns><see langword="true"/> if there is a number.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out double value, out int end, out ParseProblem problem)
    {
        int start = text.Length - text.TrimStart().Length;
        bool hasSign = start < text.Length && text[start] is '+' or '-' or '\u2212';
        bool isNegative = hasSign && text[start] != '+';
        int digits = hasSign ? start + 1 : start;
        end = digits + Length(text[digits..]);
        problem = default;
        if (!TryReadSize(text[digits..end], out value))
        {
            problem = new ParseProblem("a number is missing", start);
            return false;
        }

        if (end < text.Length && text[end] is ',' or '.')
        {
            problem = new ParseProblem($"a number has one '.' as its decimal sign, so there can be no '{text[end]}'", end);
            return false;
        }

        if (double.IsInfinity(value) && char.IsAsciiDigit(text[end - 1]))
        {
            problem = new ParseProblem("the number is too large", start);
            return false;
        }

        value = isNegative ? -value : value;
        return true;
    }

    private static bool TryReadSize(ReadOnlySpan<char> text, out double value)
    {
        if (text is Infinity or "\u221E")
        {
            value = double.PositiveInfinity;
            return true;
        }

        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value);
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        if (text is ['\u221E', ..])
        {
            return 1;
        }

        if (text.StartsWith(Infinity, StringComparison.Ordinal))
        {
            return Infinity.Length;
        }

        if (text.StartsWith(NotANumber, StringComparison.Ordinal))
        {
            return NotANumber.Length;
        }

        int length = Digits(text);
        if (length < text.Length && text[length] == '.')
        {
            length += 1 + Digits(text[(length + 1)..]);
        }

        return length + Exponent(text[length..]);
    }

    /// <summary>Returns the length of an exponent; 0 if the e belongs to a unit, as in 2eV.</summary>
    private static int Exponent(ReadOnlySpan<char> text)
    {
        if (text is not ['e' or 'E', ..])
        {
            return 0;
        }

        int sign = text.Length > 1 && text[1] is '+' or '-' ? 1 : 0;
        int digits = Digits(text[(1 + sign)..]);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }
}
