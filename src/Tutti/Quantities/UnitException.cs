namespace Tutti.Quantities;

/// <summary>Reports that quantities or units do not fit together: a length where a time is needed, or a sum of two temperatures in degC.</summary>
/// <remarks>The message names both sides with their values and units, and says what to do where that is not obvious.</remarks>
public sealed class UnitException : TuttiException
{
    /// <summary>Initializes a new exception with a message.</summary>
    /// <param name="message">What was asked, with both values and units.</param>
    public UnitException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new exception with a message and its cause.</summary>
    /// <param name="message">What was asked, with both values and units.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public UnitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
