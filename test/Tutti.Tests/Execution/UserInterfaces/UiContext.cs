namespace Tutti.Tests.Execution.UserInterfaces;

/// <summary>Is the context of a <see cref="UiThread"/>: what is posted to it runs in the execution context of the caller.</summary>
internal class UiContext(UiThread thread) : SynchronizationContext
{
    public UiThread Thread => thread;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        ExecutionContext? context = ExecutionContext.Capture();
        thread.Post(() =>
        {
            if (context is null)
            {
                d(state);
            }
            else
            {
                ExecutionContext.Run(context, new ContextCallback(d), state);
            }
        });
    }
}
