namespace Tutti.Execution.Internal;

/// <summary>Is the place of a future in the list of its family; guarded by the lock of that family.</summary>
internal struct FamilyLinks
{
    /// <summary>The family that the future is in, or was in when it ended.</summary>
    public volatile Family? Family;

    /// <summary>The neighbour that joined later.</summary>
    public Future? Previous;

    /// <summary>The neighbour that joined earlier.</summary>
    public Future? Next;
}
