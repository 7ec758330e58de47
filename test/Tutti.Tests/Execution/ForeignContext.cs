namespace Tutti.Tests.Execution;

/// <summary>Is the context of a thread that is not Tutti's, such as that of a user interface; what is posted to it waits.</summary>
internal sealed class ForeignContext : SynchronizationContext
{
    /// <summary>Gets or sets a value indicating whether the thread has ended, so that nothing can be posted any more.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Calls a function with the context set.</summary>
    public void Call(Action work)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (HasEnded)
        {
            throw new InvalidOperationException("The thread of this context has ended.");
        }
    }
}
