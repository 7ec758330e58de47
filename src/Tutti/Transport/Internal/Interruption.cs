namespace Tutti.Transport.Internal;

/// <summary>Names what ended an exchange before its reply was complete.</summary>
internal enum Interruption
{
    /// <summary>Nothing did.</summary>
    None,

    /// <summary>Its deadline did.</summary>
    Deadline,

    /// <summary>Its caller's cancel did.</summary>
    Caller,

    /// <summary>The end of the link did.</summary>
    Disposal,
}
