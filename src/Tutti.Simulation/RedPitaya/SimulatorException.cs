namespace Tutti.Simulation.RedPitaya;

/// <summary>Is thrown when a simulated instrument cannot be put where it was asked for.</summary>
public sealed class SimulatorException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">What could not be done, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SimulatorException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
