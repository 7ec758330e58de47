namespace Tutti.RedPitaya.Registers;

/// <summary>Names what triggers the scope, with the number of the register (section 2.4).</summary>
public enum ScopeTriggerSource
{
    /// <summary>Nothing does. The hardware returns to this when an acquisition has finished and on a reset.</summary>
    Off = 0,

    /// <summary>The write of this number does, once, if the scope is armed and has its pre-trigger samples.</summary>
    Immediately = 1,

    /// <summary>Channel 1 rising to the threshold does.</summary>
    Channel1PositiveEdge = 2,

    /// <summary>Channel 1 falling to the threshold does.</summary>
    Channel1NegativeEdge = 3,

    /// <summary>Channel 2 rising to the threshold does.</summary>
    Channel2PositiveEdge = 4,

    /// <summary>Channel 2 falling to the threshold does.</summary>
    Channel2NegativeEdge = 5,

    /// <summary>The rising edge of pin P0 does.</summary>
    ExternalPositiveEdge = 6,

    /// <summary>The falling edge of pin P0 does.</summary>
    ExternalNegativeEdge = 7,

    /// <summary>Generator 1 (asg0) does, when it is triggered and whenever its table starts again.</summary>
    Generator1 = 8,

    /// <summary>Generator 2 (asg1) does, when it is triggered and whenever its table starts again.</summary>
    Generator2 = 9,

    /// <summary>The trigger module of the signal processor does.</summary>
    TriggerModule = 10,
}
