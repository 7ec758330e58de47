namespace Tutti.RedPitaya.Registers;

/// <summary>Names what starts a generator, with the number of the register (section 2.5).</summary>
public enum GeneratorTriggerSource
{
    /// <summary>Nothing does.</summary>
    Off = 0,

    /// <summary>Each write of this number does.</summary>
    Immediately = 1,

    /// <summary>The rising edge of pin P0 does.</summary>
    ExternalPositiveEdge = 2,

    /// <summary>The falling edge of pin P0 does.</summary>
    ExternalNegativeEdge = 3,

    /// <summary>The level of pin P0 does, as it is.</summary>
    ExternalRaw = 4,

    /// <summary>It always runs.</summary>
    High = 5,
}
