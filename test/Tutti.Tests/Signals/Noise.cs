namespace Tutti.Tests.Signals;

/// <summary>Makes noise that is the same in every run.</summary>
internal static class Noise
{
    /// <summary>Gives a number with mean 0 and standard deviation 1 (Box and Muller, Ann. Math. Stat. 29 (1958) 610).</summary>
    public static double Gaussian(Random random) =>
        double.Sqrt(-2 * double.Log(1 - random.NextDouble())) * double.CosPi(2 * random.NextDouble());
}
