namespace Tutti.Devices;

/// <summary>Says what a motor is doing.</summary>
public enum MotorState
{
    /// <summary>It stands.</summary>
    Standing,

    /// <summary>It moves.</summary>
    Moving,
}
