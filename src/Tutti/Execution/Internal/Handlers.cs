namespace Tutti.Execution.Internal;

/// <summary>Raises events of Tutti's: a handler that throws keeps neither the others from hearing nor Tutti from going on.</summary>
internal static class Handlers
{
    /// <summary>Calls every handler.</summary>
    /// <param name="handlers">The handlers.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="e">The data.</param>
    /// <param name="report">Is told what a handler has thrown, with the sender and the data.</param>
    public static void Raise<TArgs>(EventHandler<TArgs>? handlers, object? sender, TArgs e, Action<object?, TArgs, Exception> report)
    {
        foreach (EventHandler<TArgs> handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(sender, e);
            }
#pragma warning disable CA1031 // Whoever raises the event has no part in what its handlers do.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                report(sender, e, exception);
            }
        }
    }
}
