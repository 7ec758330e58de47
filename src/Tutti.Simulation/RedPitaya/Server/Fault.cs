namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>What goes wrong with a request.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is swallowed.</summary>
    Silence,

    /// <summary>The connection ends instead of a reply.</summary>
    Disconnect,

    /// <summary>The connection ends within the reply.</summary>
    HalfReply,

    /// <summary>The reply is nonsense.</summary>
    Garbage,
}
