namespace Tutti.Exclusion.Internal;

/// <summary>Says where a claim is in its life.</summary>
internal enum ClaimState
{
    /// <summary>It was granted, or is just trying its gates.</summary>
    Held,

    /// <summary>It stands in the queues of its gates.</summary>
    Waiting,

    /// <summary>It was given back, or given up while it waited.</summary>
    Ended,
}
