namespace Tutti.Quantities;

/// <content>Reads what stands between the signs: names, roots, parentheses and exponents.</content>
internal ref partial struct UnitParser
{
    private const string Superscripts = "\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079";
    private const char SuperscriptMinus = '\u207B';
    private const string NameEnds = "*/^()+-\u2212\u00B7\u22C5\u00D7\u221A\u207B" + Superscripts;
    private const int MaxSize = 1000; // larger exponents are all the same: too large

    private bool TryReadProduct(out UnitFactor[] factors, int depth)
    {
        factors = [];
        int sign = 1;
        while (true)
        {
            if (!TryReadPower(out UnitFactor[] power, depth))
            {
                return false;
            }

            factors = UnitFactors.Merge(factors, power, sign);
            SkipSpace();
            if (_at >= _text.Length || _text[_at] is not ('*' or '/' or '\u00B7' or '\u22C5' or '\u00D7'))
            {
                return true;
            }

            _isProduct = true;
            sign = _text[_at++] == '/' ? -1 : 1;
        }
    }

    private bool TryReadPower(out UnitFactor[] factors, int depth)
    {
        if (!TryReadBase(out factors, depth) || !TryReadExponent(out int exponent))
        {
            return false;
        }

        if (exponent != 1)
        {
            _isProduct = true;
            factors = UnitFactors.Power(factors, exponent);
        }

        return true;
    }

    private bool TryReadBase(out UnitFactor[] factors, int depth)
    {
        SkipSpace();
        ReadOnlySpan<char> rest = _text[_at..];
        if (rest is ['\u221A', ..] || rest.StartsWith("sqrt(", StringComparison.Ordinal))
        {
            return TryReadRoot(out factors, depth);
        }

        if (rest is ['(', ..])
        {
            return TryReadParentheses(out factors, depth);
        }

        factors = [];
        if (rest is ['1', ..] && rest[1..].TrimStart() is ['/', ..])
        {
            _at++;
            return true;
        }

        return TryReadName(ref factors);
    }

    private bool TryReadRoot(out UnitFactor[] factors, int depth)
    {
        int start = _at;
        _at += _text[_at] == '\u221A' ? 1 : "sqrt".Length;
        _isProduct = true;
        factors = [];
        if (depth >= MaxDepth)
        {
            return Fail("too many roots are nested", start);
        }

        if (!TryReadBase(out UnitFactor[] square, depth + 1))
        {
            return false;
        }

        factors = UnitFactors.Root(square)!;
        return factors is not null || Fail("there is a root of a root", start);
    }

    private bool TryReadParentheses(out UnitFactor[] factors, int depth)
    {
        int start = _at++;
        factors = [];
        if (depth >= MaxDepth)
        {
            return Fail("too many parentheses are nested", start);
        }

        if (!TryReadProduct(out factors, depth + 1))
        {
            return false;
        }

        if (_at >= _text.Length || _text[_at] != ')')
        {
            return Fail("')' is missing", _at);
        }

        _at++;
        return true;
    }

    private bool TryReadName(ref UnitFactor[] factors)
    {
        int start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !char.IsAsciiDigit(_text[_at]) && !NameEnds.Contains(_text[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            return Fail("a unit is missing", start);
        }

        ReadOnlySpan<char> name = _text[start.._at];
        if (UnitCatalog.FindNamed(name) is not { } atom)
        {
            return Fail($"unknown unit '{name}'", start, name.ToString());
        }

        _bent = atom.Kind == UnitKind.Linear ? _bent : atom;
        factors = [new UnitFactor(atom, 2)];
        return true;
    }

    private bool TryReadExponent(out int exponent)
    {
        exponent = 1;
        int start = _at;
        bool isMarked = _at < _text.Length && _text[_at] == '^';
        _at += isMarked ? 1 : 0;
        bool isNegative = _at < _text.Length && (_text[_at] == SuperscriptMinus || (isMarked && _text[_at] is '-' or '\u2212'));
        _at += isNegative ? 1 : 0;
        int digitsStart = _at;
        int size = 0;
        while (_at < _text.Length && DigitAt(_at) is >= 0 and int digit)
        {
            size = Math.Min((size * 10) + digit, MaxSize);
            _at++;
        }

        if (_at == digitsStart)
        {
            return _at == start || Fail("an exponent is missing", _at);
        }

        exponent = isNegative ? -size : size;
        return true;
    }

    private readonly int DigitAt(int index) =>
        char.IsAsciiDigit(_text[index]) ? _text[index] - '0' : Superscripts.IndexOf(_text[index], StringComparison.Ordinal);

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private bool Fail(string what, int position, string? unknownName = null)
    {
        _problem = new ParseProblem(what, position, unknownName);
        return false;
    }
}
