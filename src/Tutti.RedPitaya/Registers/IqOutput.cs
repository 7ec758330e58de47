namespace Tutti.RedPitaya.Registers;

/// <summary>Names what an IQ module gives out as its slot's signal, with the number of the register (section 2.9).</summary>
public enum IqOutput
{
    /// <summary>The demodulated quadrature, scaled.</summary>
    Quadrature = 0,

    /// <summary>The same as goes to the analog output: the modulated signal.</summary>
    OutputDirect = 1,

    /// <summary>The integral of the phase-frequency detector.</summary>
    PhaseFrequencyDetector = 2,

    /// <summary>Zero.</summary>
    Off = 3,
}
