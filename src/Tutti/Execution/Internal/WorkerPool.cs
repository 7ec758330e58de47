using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tutti.Execution.Internal;

/// <summary>Runs blocking functions, each at once on a thread of its own; threads that have become idle are used again.</summary>
/// <remarks>
/// There is no limit and no queue: a function that finds no idle thread gets a new one, so that however many block, the next one starts.
/// The thread that became idle last is used first, and one that was idle for a while ends.
/// </remarks>
internal sealed class WorkerPool
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Stack<Worker> _idle = new();
    private int _count;

    public static WorkerPool Shared { get; } = new();

    /// <summary>Runs a function that does not throw, at once, on a worker thread.</summary>
    public void Run(Action work)
    {
        Worker? worker;
        lock (_lock)
        {
            if (_idle.TryPop(out worker))
            {
                worker.Work = work;
            }
        }

        if (worker is not null)
        {
            worker.Wake();
            return;
        }

        worker = new Worker(this) { Work = work };
        var thread = new Thread(worker.Loop) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"Tutti worker {Interlocked.Increment(ref _count)}") };
        thread.UnsafeStart();
    }

#pragma warning disable CA1001 // The semaphore has no handle unless asked for one, and ends with the thread.
    private sealed class Worker(WorkerPool pool)
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _wake = new(0);

        public Action? Work { get; set; }

        public void Wake() => _wake.Release();

        public void Loop()
        {
            do
            {
                DoWork();
            }
            while (WaitForWork());
        }

        // in a frame of its own: an idle worker must not keep alive what it did last, such as a failure that nobody looked at
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void DoWork()
        {
            Action work = Work!;
            Work = null;
            work();
        }

        private bool WaitForWork()
        {
            lock (pool._lock)
            {
                pool._idle.Push(this);
            }

            while (!_wake.Wait(IdleTime))
            {
                lock (pool._lock)
                {
                    if (Work is null && pool._idle.TryPeek(out Worker? newest) && ReferenceEquals(newest, this))
                    {
                        pool._idle.Pop();
                        return false;
                    }
                }
            }

            return true;
        }
    }
}
