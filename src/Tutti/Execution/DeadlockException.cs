namespace Tutti.Execution;

/// <summary>Says that a wait would close a circle of flows that wait for one another, so that none could ever go on.</summary>
/// <remarks>Thrown at once, before anything waits. The message names each of them, what it holds and what it waits for, and since when.</remarks>
public sealed class DeadlockException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">Who waits for whom.</param>
    public DeadlockException(string message)
        : base(message)
    {
    }
}
