using System.Runtime.InteropServices;

namespace Tutti.Cli;

/// <summary>Turns Ctrl-C, and a request to end from the system, into a cancellation: the first asks, the second kills.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _count;

    /// <summary>Initializes the interruption and begins to listen.</summary>
    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Gets the token that is cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // What the system does with a signal that is not cancelled is to end the process.
        context.Cancel = Interlocked.Increment(ref _count) == 1;
        if (context.Cancel)
        {
            _source.Cancel();
        }
    }
}
