namespace Tutti.Tests.Execution.Malice;

/// <summary>Cancels from a thread of its own, which is spinning already, some spins after it was told to.</summary>
internal sealed class Canceller : IDisposable
{
    private readonly Thread _thread;
    private Action? _cancel;
    private int _spins;
    private volatile bool _isBusy;
    private volatile bool _isOver;

    public Canceller()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "canceller" };
        _thread.Start();
    }

    /// <summary>Begins to cancel.</summary>
    public void Begin(Action cancel, int spins)
    {
        _spins = spins;
        _isBusy = true;
        Volatile.Write(ref _cancel, cancel);
    }

    /// <summary>Waits until the cancel has been carried out.</summary>
    public void Finish()
    {
        var wait = default(SpinWait);
        while (_isBusy)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Run()
    {
        var wait = default(SpinWait);
        while (!_isOver)
        {
            if (Volatile.Read(ref _cancel) is not { } cancel)
            {
                wait.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            _cancel = null;
            Thread.SpinWait(_spins);
            cancel();
            _isBusy = false;
        }
    }
}
