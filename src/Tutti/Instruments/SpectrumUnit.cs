namespace Tutti.Instruments;

/// <summary>Says what the points of a spectrum are.</summary>
public enum SpectrumUnit
{
    /// <summary>The square of the amplitude of a sine, V^2 (Vpk^2): a sine of 1 V reads 1.</summary>
    PeakPower,

    /// <summary>The mean square per bandwidth, V^2/Hz: for noise.</summary>
    PowerDensity,
}
