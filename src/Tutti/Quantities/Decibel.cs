namespace Tutti.Quantities;

/// <summary>Converts between ratios and levels in dB. Whether a ratio is one of powers or of amplitudes must always be said.</summary>
public static class Decibel
{
    /// <summary>Returns the level of a ratio of powers: 10 * log10(ratio) dB.</summary>
    /// <param name="ratio">The ratio; 0 gives minus infinity.</param>
    /// <returns>The level in dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is negative.</exception>
    public static Quantity FromPowerRatio(double ratio) => FromRatio(ratio, 10);

    /// <summary>Returns the level of a ratio of amplitudes: 20 * log10(ratio) dB.</summary>
    /// <param name="ratio">The ratio; 0 gives minus infinity.</param>
    /// <returns>The level in dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is negative.</exception>
    public static Quantity FromAmplitudeRatio(double ratio) => FromRatio(ratio, 20);

    /// <summary>Returns the ratio of powers at a level: 10^(level / 10 dB).</summary>
    /// <param name="level">The level, in dB.</param>
    /// <returns>The ratio.</returns>
    /// <exception cref="UnitException">The quantity is no level in dB.</exception>
    public static double ToPowerRatio(Quantity level) => Math.Pow(10, level.In(Unit.Decibel) / 10);

    /// <summary>Returns the ratio of amplitudes at a level: 10^(level / 20 dB).</summary>
    /// <param name="level">The level, in dB.</param>
    /// <returns>The ratio.</returns>
    /// <exception cref="UnitException">The quantity is no level in dB.</exception>
    public static double ToAmplitudeRatio(Quantity level) => Math.Pow(10, level.In(Unit.Decibel) / 20);

    private static Quantity FromRatio(double ratio, double perDecade)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ratio);
        return new Quantity(perDecade * Math.Log10(ratio), Unit.Decibel);
    }
}
