namespace Tutti.Generators.Misuse;

/// <summary>Is what a statement does with a future.</summary>
internal enum FutureUse
{
    /// <summary>It is none of a future, or keeps it.</summary>
    Other,

    /// <summary>It drops a future that it started.</summary>
    Dropped,

    /// <summary>It waits for the future.</summary>
    Joined,

    /// <summary>It goes on with a callback, whose failure is reported.</summary>
    Continued,
}
