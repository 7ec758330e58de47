using System.Globalization;
using System.Runtime.CompilerServices;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is one thread of the <see cref="WorkerPool"/>: it does one piece of work after the other, and ends when it was idle for a while.</summary>
/// <remarks>An idle worker spins for some microseconds, if that has paid off of late, and then sleeps.</remarks>
internal sealed class Worker
{
    private static readonly long IdleTime = Timestamps.FromSpan(TimeSpan.FromSeconds(10));

    private readonly WorkerPool _pool;
    private readonly PreciseWait _wait = new();
    private SpinHabit _habit;
    private object? _work; // an action, or the function of a future
    private volatile bool _isAsleep;
    private bool _isIdle;

    /// <summary>Initializes a worker with its first work.</summary>
    public Worker(WorkerPool pool, object work)
    {
        _pool = pool;
        _work = work;
    }

    /// <summary>Starts its thread.</summary>
    public void Start(int number)
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"Tutti worker {number}") };
        thread.UnsafeStart();
    }

    /// <summary>Gives it work, by who took it from the pool.</summary>
    public void Take(object work)
    {
        Interlocked.Exchange(ref _work, work);
        if (_isAsleep)
        {
            _wait.Signal();
        }
    }

    /// <summary>Says that it takes other work from now on, when what little is left of its present one is done.</summary>
    /// <remarks>So whoever waits for a future finds its worker idle and need not start another one.</remarks>
    public void BecomeIdle()
    {
        if (!_isIdle)
        {
            _isIdle = true;
            _pool.Return(this);
        }
    }

    private void Loop()
    {
        do
        {
            DoWork();
            BecomeIdle();
        }
        while (WaitForWork());
    }

    // in a frame of its own: an idle worker must not keep alive what it did last, such as a failure that nobody looked at
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DoWork()
    {
        object work = _work!;
        _work = null;
        _isIdle = false;
        if (work is FunctionRun function)
        {
            function.Run(this);
        }
        else
        {
            ((Action)work)();
        }
    }

    private bool WaitForWork()
    {
        if (_habit.SpinUntil(static worker => Volatile.Read(ref worker._work) is not null, this))
        {
            return true;
        }

        _isAsleep = true;
        Interlocked.MemoryBarrier(); // Either it sees its work now, or who gives it that sees that it sleeps.
        while (Volatile.Read(ref _work) is null)
        {
            long end = Timestamps.Now + IdleTime;
            while (Volatile.Read(ref _work) is null && Timestamps.Now < end)
            {
                _wait.Wait(end); // It may be a signal for work that has been done.
            }

            if (Volatile.Read(ref _work) is null && _pool.TryRemove(this))
            {
                return false;
            }
        }

        _isAsleep = false;
        return true;
    }
}
