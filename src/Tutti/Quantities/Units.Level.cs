namespace Tutti.Quantities;

/// <content>Units of levels in decibel.</content>
public static partial class Units
{
    /// <summary>Decibel: the logarithm of a ratio; see Decibel for the ratio itself.</summary>
    public static Unit dB => Unit.Decibel;
    /// <summary>Decibel above 1 mW, a point: 0 dBm is 1 mW.</summary>
    public static Unit dBm => Unit.DecibelMilliwatt;
    /// <summary>Decibel above 1 W, a point: 0 dBW is 1 W.</summary>
    public static Unit dBW => Unit.DecibelWatt;
    /// <summary>Decibel above 1 V, a point: 0 dBV is 1 V, 20 dBV is 10 V.</summary>
    public static Unit dBV => Unit.DecibelVolt;
    /// <summary>Decibel above 1 mV, a point.</summary>
    public static Unit dBmV => Unit.DecibelMillivolt;
    /// <summary>Decibel above 1 uV, a point.</summary>
    public static Unit dBuV => Unit.DecibelMicrovolt;
}
