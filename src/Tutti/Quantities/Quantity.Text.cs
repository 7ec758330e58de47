using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tutti.Quantities;

/// <content>Reading and writing. The culture is invariant even where a provider is given: a comma in a number is a wrong voltage.</content>
public readonly partial struct Quantity
{
    /// <summary>Reads a quantity, such as <c>2.5 mm</c>, <c>-10 dBm</c> or <c>1e-3 V^2/Hz</c>; a number alone is a plain number.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The quantity, in the unit that is written.</returns>
    /// <exception cref="FormatException">The text is no quantity; the message says what is wrong, where, and what is allowed.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static Quantity Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Quantity quantity, out ParseProblem problem) ? quantity : throw problem.ToException(text, "a quantity");

    /// <summary>Reads a quantity if the text is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quantity">The quantity, in the unit that is written.</param>
    /// <returns><see langword="true"/> if the text is a quantity.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity) => TryParse(text.AsSpan(), out quantity);

    /// <inheritdoc cref="TryParse(string?, out Quantity)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity) => TryParse(text, out quantity, out _);

    static Quantity IParsable<Quantity>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Quantity>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Quantity result) =>
        TryParse(s, out result);

    static Quantity ISpanParsable<Quantity>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Quantity>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Quantity result) =>
        TryParse(s, out result);

    /// <summary>Returns the quantity as text that <see cref="Parse(string)"/> reads back to the same value and unit.</summary>
    /// <returns>The number, a space and the symbol, such as <c>2.5 mm^3/s</c>; a plain number without either.</returns>
    public override string ToString() => ToString(null);

    /// <summary>Returns the quantity as text.</summary>
    /// <param name="format">The format of the number, as for <see cref="double"/>; <see langword="null"/> for all its digits.</param>
    /// <returns>The number, a space and the symbol; a plain number without either.</returns>
    /// <exception cref="FormatException">The format is no format of a number.</exception>
    public string ToString(string? format)
    {
        string number = Value.ToString(format, CultureInfo.InvariantCulture);
        return Unit is null ? number : $"{number} {Unit.Symbol}";
    }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString(format);

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (!Value.TryFormat(destination, out charsWritten, format, CultureInfo.InvariantCulture))
        {
            return false;
        }

        if (Unit is null)
        {
            return true;
        }

        int length = charsWritten + 1 + Unit.Symbol.Length;
        if (length > destination.Length)
        {
            charsWritten = 0;
            return false;
        }

        destination[charsWritten] = ' ';
        Unit.Symbol.CopyTo(destination[(charsWritten + 1)..]);
        charsWritten = length;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity, out ParseProblem problem)
    {
        quantity = default;
        if (!NumberText.TryRead(text, out double value, out int end, out problem))
        {
            return false;
        }

        UnitParser parser = new(text, end);
        if (!parser.TryParse(out Unit? unit))
        {
            problem = parser.Problem;
            return false;
        }

        quantity = new Quantity(value, unit);
        return true;
    }
}
