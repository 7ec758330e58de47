using System.Diagnostics.CodeAnalysis;

namespace Tutti.Quantities;

/// <summary>Reads units: named units with prefixes, joined by * and /, with exponents, roots and parentheses. Never throws, never looks back.</summary>
internal ref partial struct UnitParser
{
    private const int MaxDepth = 8;

    private readonly ReadOnlySpan<char> _text;
    private readonly int _start;
    private int _at;
    private ParseProblem _problem;

    /// <summary>Prepares reading.</summary>
    /// <param name="text">The whole text, for messages.</param>
    /// <param name="start">Where the unit starts.</param>
    public UnitParser(ReadOnlySpan<char> text, int start = 0)
    {
        _text = text;
        _start = start;
        _at = start;
    }

    /// <summary>Reads the unit to the end of the text.</summary>
    public bool TryParse([NotNullWhen(true)] out Unit? unit)
    {
        ReadOnlySpan<char> symbol = _text[_start..].Trim();
        unit = symbol.IsEmpty ? UnitCatalog.One : UnitCatalog.FindMade(symbol);
        return unit is not null || TryParseNew(out unit);
    }

    /// <summary>Gets what was wrong, after reading failed.</summary>
    public readonly ParseProblem Problem => _problem;

    private bool TryParseNew([NotNullWhen(true)] out Unit? unit)
    {
        unit = null;
        List<UnitFactor> factors = [];
        try
        {
            if (!TryReadProduct(factors, 0))
            {
                return false;
            }

            if (_at < _text.Length)
            {
                return Fail(_text[_at] == ')' ? "there is a ')' without '('" : "'*' or '/' is missing", _at);
            }

            if (factors is not [{ Halves: 2 }] && factors.Find(static factor => factor.Atom.Kind != UnitKind.Linear).Atom is { } bent)
            {
                return Fail($"{bent} cannot be part of a product, found", _start);
            }

            unit = factors is [{ Halves: 2 }] ? factors[0].Atom : Unit.Product(factors);
            return true;
        }
        catch (OverflowException ex)
        {
            return Fail(ex.Message.TrimEnd('.') + ", found", _start);
        }
    }
}
