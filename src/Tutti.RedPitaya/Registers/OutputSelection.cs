namespace Tutti.RedPitaya.Registers;

/// <summary>Names the analog outputs that a slot's signal is added to, with the number of the register (section 2.6).</summary>
[Flags]
public enum OutputSelection
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The analog output 1.</summary>
    Output1 = 1,

    /// <summary>The analog output 2.</summary>
    Output2 = 2,

    /// <summary>Both analog outputs.</summary>
    Both = Output1 | Output2,
}
