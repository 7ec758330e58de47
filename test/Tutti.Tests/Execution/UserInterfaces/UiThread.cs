using System.Collections.Concurrent;

namespace Tutti.Tests.Execution.UserInterfaces;

/// <summary>Is a double of the thread of a user interface: with a queue of messages, nested loops, and a shutdown that ends them all.</summary>
internal sealed class UiThread : IDisposable
{
    [ThreadStatic]
    private static UiThread? _current;

    private readonly object _gate = new();
    private readonly Queue<Action> _messages = new();
    private readonly Thread _thread;
    private bool _hasEnded;

    public UiThread(Func<UiThread, SynchronizationContext> createContext)
    {
        Context = createContext(this);
        _thread = new Thread(RunMain) { IsBackground = true, Name = "user interface" };
        _thread.UnsafeStart(); // it belongs to no flow
    }

    /// <summary>Gets the one whose thread calls.</summary>
    public static UiThread Current => _current ?? throw new InvalidOperationException("This is not the thread of a user interface.");

    public SynchronizationContext Context { get; }

    /// <summary>Gets what messages threw and no nested loop caught.</summary>
    public ConcurrentQueue<Exception> Unhandled { get; } = [];

    /// <summary>Gets a value indicating whether every loop of the thread is to return.</summary>
    public bool IsShuttingDown { get; private set; }

    public int ThreadId => _thread.ManagedThreadId;

    /// <summary>Posts a message such as a click: it runs in whatever execution context the thread then has.</summary>
    public void Post(Action message)
    {
        lock (_gate)
        {
            if (_hasEnded)
            {
                throw new InvalidOperationException("The thread of this user interface has ended.");
            }

            _messages.Enqueue(message);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Runs a function as a message.</summary>
    public Task<T> InvokeAsync<T>(Func<T> function)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                result.SetResult(function());
            }
#pragma warning disable CA1031 // Passed on to who asked.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                result.SetException(exception);
            }
        });
        return result.Task;
    }

    /// <inheritdoc cref="InvokeAsync{T}(Func{T})"/>
    public Task InvokeAsync(Action action) => InvokeAsync(() =>
    {
        action();
        return true;
    });

    /// <summary>Makes every loop return, in its turn.</summary>
    public void Shutdown() => Post(() => IsShuttingDown = true);

    /// <summary>Handles messages as long as a condition holds, which is looked at before each, and the thread is not shutting down.</summary>
    public void RunLoop(Func<bool> goesOn)
    {
        while (goesOn() && !IsShuttingDown)
        {
            WaitForMessage();
            TryHandleMessage();
        }
    }

    public void WaitForMessage()
    {
        lock (_gate)
        {
            while (_messages.Count == 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    public bool TryHandleMessage()
    {
        Action? message;
        lock (_gate)
        {
            if (!_messages.TryDequeue(out message))
            {
                return false;
            }
        }

        message();
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                Shutdown();
            }
        }

        Assert.True(_thread.Join(HangGuard.Limit), "The thread of the user interface hangs.");
    }

    private void RunMain()
    {
        _current = this;
        SynchronizationContext.SetSynchronizationContext(Context);
        while (!IsShuttingDown)
        {
            try
            {
                RunLoop(() => true);
            }
#pragma warning disable CA1031 // As a user interface does that survives its handlers.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Unhandled.Enqueue(exception);
            }
        }

        lock (_gate)
        {
            _hasEnded = true;
        }
    }
}
