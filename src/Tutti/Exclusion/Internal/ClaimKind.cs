namespace Tutti.Exclusion.Internal;

/// <summary>Says what a claim keeps away while it is held.</summary>
internal enum ClaimKind
{
    /// <summary>A read: it keeps leases of others waiting.</summary>
    Read,

    /// <summary>A set or command: it keeps leases and writes of others waiting.</summary>
    Write,

    /// <summary>A lease: it keeps everything of others waiting.</summary>
    Lease,
}
