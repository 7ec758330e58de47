namespace Tutti.RedPitaya.Registers;

/// <summary>
/// Names the slots of the signal processor; the number of a slot is also what selects its output as somebody's input (section 2.6).
/// </summary>
public enum DspSlot
{
    /// <summary>The first PID controller.</summary>
    Pid0 = 0,

    /// <summary>The second PID controller.</summary>
    Pid1 = 1,

    /// <summary>The third PID controller.</summary>
    Pid2 = 2,

    /// <summary>The trigger module.</summary>
    TriggerModule = 3,

    /// <summary>The IIR filter.</summary>
    Iir = 4,

    /// <summary>The first IQ module.</summary>
    Iq0 = 5,

    /// <summary>The second IQ module.</summary>
    Iq1 = 6,

    /// <summary>The third IQ module.</summary>
    Iq2 = 7,

    /// <summary>The output of generator 1 (asg0). The slot's input is channel 1 of the scope.</summary>
    Generator1 = 8,

    /// <summary>The output of generator 2 (asg1). The slot's input is channel 2 of the scope.</summary>
    Generator2 = 9,

    /// <summary>The analog input 1. The slot's input is the pulse-width output 0.</summary>
    Input1 = 10,

    /// <summary>The analog input 2. The slot's input is the pulse-width output 1.</summary>
    Input2 = 11,

    /// <summary>The analog output 1.</summary>
    Output1 = 12,

    /// <summary>The analog output 2.</summary>
    Output2 = 13,

    /// <summary>The second quadrature of the third IQ module.</summary>
    Iq2Quadrature = 14,

    /// <summary>No signal: zero.</summary>
    Off = 15,
}
