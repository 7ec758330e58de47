namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>Draws normally distributed numbers that depend on a key only, so that asking twice gives the same answer.</summary>
internal static class GaussianNoise
{
    private const int TableBits = 12;
    private const double Cutoff = 4.5;

    private static readonly double[] Quantiles = MakeQuantiles();

    /// <summary>Gets the largest magnitude that is ever drawn, in standard deviations.</summary>
    public static double Bound => Quantiles[^1];

    /// <summary>Mixes two numbers to a key.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">What shall have a number of its own, such as a cycle.</param>
    /// <returns>The key.</returns>
    public static ulong Key(ulong seed, long index)
    {
        // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
        unchecked
        {
            ulong z = seed + ((ulong)index * 0x9E3779B97F4A7C15ul);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Returns a number of mean 0 and standard deviation 1.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The number that belongs to the key.</returns>
    public static double Draw(ulong key)
    {
        const double Scale = 1.0 / (1ul << (53 - TableBits));
        int index = (int)(key >> (64 - TableBits));
        double fraction = (long)((key >> 11) & ((1ul << (53 - TableBits)) - 1)) * Scale;
        double low = Quantiles[index];
        return low + (fraction * (Quantiles[index + 1] - low));
    }

    private static double[] MakeQuantiles()
    {
        const int Count = 1 << TableBits;
        const int Steps = 200_000;
        const double Width = 2 * Cutoff / Steps;
        double total = 0;
        for (int i = 0; i < Steps; i++)
        {
            total += Density(-Cutoff + ((i + 0.5) * Width));
        }

        double[] quantiles = new double[Count + 1];
        quantiles[0] = -Cutoff;
        double sum = 0;
        int next = 1;
        for (int i = 0; i < Steps && next < Count; i++)
        {
            double share = Density(-Cutoff + ((i + 0.5) * Width)) / total;
            while (next < Count && sum + share >= (double)next / Count)
            {
                quantiles[next] = -Cutoff + ((i + ((((double)next / Count) - sum) / share)) * Width);
                next++;
            }

            sum += share;
        }

        quantiles[Count] = Cutoff;
        Normalize(quantiles);
        return quantiles;
    }

    // The interpolated table has a slightly wrong spread: the mean square over each interval is (a a + a b + b b) / 3.
    private static void Normalize(double[] quantiles)
    {
        double square = 0;
        for (int i = 1; i < quantiles.Length; i++)
        {
            double a = quantiles[i - 1];
            double b = quantiles[i];
            square += ((a * a) + (a * b) + (b * b)) / 3;
        }

        double spread = Math.Sqrt(square / (quantiles.Length - 1));
        for (int i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] /= spread;
        }
    }

    private static double Density(double x) => Math.Exp(-x * x / 2);
}
