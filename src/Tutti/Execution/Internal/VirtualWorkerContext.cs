using System.Runtime.ExceptionServices;

namespace Tutti.Execution.Internal;

/// <summary>Is the synchronization context of a worker in a virtual run: what awaits there resumes on the loop of the run.</summary>
/// <remarks>It is one of its own, so that what awaited on the loop is not resumed inline by a worker that completes it.</remarks>
internal sealed class VirtualWorkerContext(EventLoop loop) : SynchronizationContext
{
    /// <summary>Gets the loop of the run.</summary>
    public EventLoop Loop => loop;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => loop.Post(d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        ExceptionDispatchInfo? failure = null;
        var sent = new Future("what was sent to the loop");
        loop.Post(
            _ =>
            {
                try
                {
                    d(state);
                }
#pragma warning disable CA1031 // Not handled here: the sender gets it.
                catch (Exception ex)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(ex);
                }

                sent.End();
            },
            null);
        sent.Wait();
        failure?.Throw();
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
