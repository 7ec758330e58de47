namespace Tutti.Quantities;

/// <content>Long names of the units of levels in decibel.</content>
public sealed partial class Unit
{
    /// <summary>Decibel: the logarithm of a ratio; see Decibel for the ratio itself.</summary>
    public static Unit Decibel => field ??= Parse("dB");
    /// <summary>Decibel above 1 mW, a point: 0 dBm is 1 mW.</summary>
    public static Unit DecibelMilliwatt => field ??= Parse("dBm");
    /// <summary>Decibel above 1 W, a point: 0 dBW is 1 W.</summary>
    public static Unit DecibelWatt => field ??= Parse("dBW");
    /// <summary>Decibel above 1 V, a point: 0 dBV is 1 V, 20 dBV is 10 V.</summary>
    public static Unit DecibelVolt => field ??= Parse("dBV");
    /// <summary>Decibel above 1 mV, a point.</summary>
    public static Unit DecibelMillivolt => field ??= Parse("dBmV");
    /// <summary>Decibel above 1 uV, a point.</summary>
    public static Unit DecibelMicrovolt => field ??= Parse("dBuV");
}
