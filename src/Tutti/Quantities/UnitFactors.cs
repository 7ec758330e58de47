namespace Tutti.Quantities;

/// <summary>Calculates with products of powers: lists of factors sorted by rank, each named unit once, none with the exponent 0.</summary>
internal static class UnitFactors
{
    private const int MaxHalves = 2 * Dimension.MaxExponent;

    /// <summary>Multiplies or divides two products.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="sign">1 to multiply, -1 to divide.</param>
    /// <returns>The product or quotient.</returns>
    /// <exception cref="OverflowException">An exponent is out of range.</exception>
    public static UnitFactor[] Merge(ReadOnlySpan<UnitFactor> left, ReadOnlySpan<UnitFactor> right, int sign)
    {
        UnitFactor[] merged = new UnitFactor[left.Length + right.Length];
        int count = 0;
        while (!left.IsEmpty || !right.IsEmpty)
        {
            int order = left.IsEmpty ? 1 : right.IsEmpty ? -1 : left[0].Atom.Rank.CompareTo(right[0].Atom.Rank);
            Unit atom = order <= 0 ? left[0].Atom : right[0].Atom;
            int halves = (order <= 0 ? left[0].Halves : 0) + (order >= 0 ? sign * right[0].Halves : 0);
            left = order <= 0 ? left[1..] : left;
            right = order >= 0 ? right[1..] : right;
            if (halves != 0)
            {
                merged[count++] = new UnitFactor(atom, Checked(halves));
            }
        }

        return merged[..count];
    }

    /// <summary>Raises a product to a power.</summary>
    /// <param name="factors">The product.</param>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The power.</returns>
    /// <exception cref="OverflowException">An exponent is out of range.</exception>
    public static UnitFactor[] Power(ReadOnlySpan<UnitFactor> factors, int exponent)
    {
        UnitFactor[] power = new UnitFactor[exponent == 0 ? 0 : factors.Length];
        for (int i = 0; i < power.Length; i++)
        {
            power[i] = factors[i] with { Halves = Checked((long)factors[i].Halves * exponent) };
        }

        return power;
    }

    /// <summary>Takes the root of a product.</summary>
    /// <param name="factors">The product.</param>
    /// <returns>The root, or <see langword="null"/> if the product has a root in it already: there are no quarters.</returns>
    public static UnitFactor[]? Root(ReadOnlySpan<UnitFactor> factors)
    {
        UnitFactor[] root = new UnitFactor[factors.Length];
        for (int i = 0; i < root.Length; i++)
        {
            if (factors[i].Halves % 2 != 0)
            {
                return null;
            }

            root[i] = factors[i] with { Halves = factors[i].Halves / 2 };
        }

        return root;
    }

    private static int Checked(long halves) => Math.Abs(halves) <= MaxHalves
        ? (int)halves
        : throw new OverflowException($"An exponent of a unit lies from -{Dimension.MaxExponent} to {Dimension.MaxExponent}.");
}
