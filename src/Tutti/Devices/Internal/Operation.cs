using Tutti.Execution;

namespace Tutti.Devices.Internal;

/// <summary>Is something in progress that may keep a device moving: a set or a command.</summary>
internal sealed class Operation(Future owner, string name)
{
    /// <summary>Gets the future whose work it is.</summary>
    public Future Owner { get; } = owner;

    /// <summary>Gets what to call it.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the stop of the device that serves it, once it was cancelled; the device guards it.</summary>
    public Future<StopReport>? Stop { get; set; }
}
