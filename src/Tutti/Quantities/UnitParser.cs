using System.Diagnostics.CodeAnalysis;

namespace Tutti.Quantities;

/// <summary>Reads units: named units with prefixes, joined by * and /, with exponents, roots and parentheses. Never throws, never looks back.</summary>
internal ref partial struct UnitParser
{
    private const int MaxDepth = 8;

    private readonly ReadOnlySpan<char> _text;
    private readonly int _start;
    private int _at;
    private Unit? _bent;
    private bool _isProduct;
    private ParseProblem _problem;

    /// <summary>Prepares reading.</summary>
    /// <param name="text">The whole text, for messages.</param>
    /// <param name="start">Where the unit starts.</param>
    public UnitParser(ReadOnlySpan<char> text, int start = 0)
    {
        _text = text;
        _start = start + (text.Length - start - text[start..].TrimStart().Length);
        _at = _start;
    }

    /// <summary>Reads the unit to the end of the text.</summary>
    public bool TryParse([NotNullWhen(true)] out Unit? unit)
    {
        ReadOnlySpan<char> symbol = _text[_start..].TrimEnd();
        unit = symbol.IsEmpty ? UnitCatalog.One : UnitCatalog.FindMade(symbol);
        return unit is not null || TryParseNew(out unit);
    }

    /// <summary>Gets what was wrong, after reading failed.</summary>
    public readonly ParseProblem Problem => _problem;

    private bool TryParseNew([NotNullWhen(true)] out Unit? unit)
    {
        unit = null;
        try
        {
            if (!TryReadProduct(out UnitFactor[] factors, 0))
            {
                return false;
            }

            if (_at < _text.Length)
            {
                return Fail(_text[_at] == ')' ? "there is a ')' without '('" : "'*' or '/' is missing", _at);
            }

            if (_bent is not null && _isProduct)
            {
                return Fail($"there can be no product or power of {_bent}", _start);
            }

            unit = UnitCatalog.Make(factors);
            return true;
        }
        catch (OverflowException)
        {
            return Fail($"the unit is out of range (exponents lie from -{Dimension.MaxExponent} to {Dimension.MaxExponent})", _start);
        }
    }
}
