using System.Runtime.ExceptionServices;

namespace Tutti.Execution.Internal;

/// <summary>Is work that another thread waits for while an event loop does it.</summary>
internal sealed class EventLoopSend : IThreadPoolWorkItem, IDisposable
{
    private readonly SendOrPostCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly ManualResetEventSlim _isDone = new(initialState: false, spinCount: 0);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Initializes the work, to run in the calling thread's execution context.</summary>
    /// <param name="callback">The work.</param>
    /// <param name="state">What it is called with.</param>
    internal EventLoopSend(SendOrPostCallback callback, object? state)
    {
        _callback = callback;
        _state = state;
    }

    /// <inheritdoc/>
    public void Dispose() => _isDone.Dispose();

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            if (_context is null)
            {
                _callback(_state);
            }
            else
            {
                ExecutionContext.Run(_context, new ContextCallback(_callback), _state);
            }
        }
#pragma warning disable CA1031 // Not handled here: the sender gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        _isDone.Set();
    }

    /// <summary>Blocks until the work is done, and throws what it threw.</summary>
    internal void WaitUntilDone()
    {
        _isDone.Wait();
        _failure?.Throw();
    }
}
