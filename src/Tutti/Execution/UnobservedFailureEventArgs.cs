namespace Tutti.Execution;

/// <summary>Tells of a future that failed and was collected before anybody looked at it.</summary>
public sealed class UnobservedFailureEventArgs : EventArgs
{
    internal UnobservedFailureEventArgs(string name, Exception exception)
    {
        Name = name;
        Exception = exception;
    }

    /// <summary>Gets the name of the future.</summary>
    public string Name { get; }

    /// <summary>Gets what its work threw.</summary>
    public Exception Exception { get; }
}
