using Tutti.Timing;

namespace Tutti.Execution.Internal;

/// <summary>Watches a wait with asynchrony off, where nothing else goes on meanwhile, and logs once what it waits for if it lasts.</summary>
/// <remarks>
/// Works and their waits stand above one another on their thread. Only the innermost is really waited for, so only that one is watched; one
/// beneath begins to count anew when it is the innermost again. A delay is no riddle and is not told of. Begun and ended on its thread.
/// </remarks>
internal sealed class LongWait : IDisposable
{
    // a loop that takes longer to look at what was posted to it runs something, and does not wait
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(100);

    [ThreadStatic]
    private static LongWait? _innermost;

    private readonly Future _future;
    private readonly bool _isOwnWork;
    private readonly LongWait? _beneath;
    private EventLoop? _loop;
    private ITimer? _timer;
    private long _begun;
    private volatile bool _isOver;

    private LongWait(Future future, bool isOwnWork)
    {
        _future = future;
        _isOwnWork = isOwnWork;
        _beneath = _innermost;
        _beneath?.Watch(isInnermost: false);
        _innermost = this;
    }

    /// <summary>Gets or sets how long a wait lasts before it is told of, in real time.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Notes the work of a future that runs inline; it is watched from when it waits.</summary>
    /// <returns>The watch, to be disposed of when the work has ended.</returns>
    public static LongWait OfWork(Future future) => new(future, isOwnWork: true);

    /// <summary>Begins to watch a wait, if asynchrony is off.</summary>
    /// <param name="future">The future that is waited for.</param>
    /// <param name="pump">What goes on meanwhile, if anything does.</param>
    /// <returns>The watch, to be disposed of when the wait has ended; none with asynchrony on.</returns>
    public static LongWait? Begin(Future future, IPump? pump)
    {
        if (!Asynchrony.IsDisabled)
        {
            return null;
        }

        var wait = new LongWait(future, isOwnWork: false);
        if (future is not DelayFuture)
        {
            wait.Begin(pump);
        }

        return wait;
    }

    /// <summary>Says that the wait begins.</summary>
    public void Begin(IPump? pump)
    {
        _loop = pump as EventLoop;
        _begun = PreciseClock.Instance.GetTimestamp();
        _timer = PreciseClock.Instance.CreateTimer(static wait => ((LongWait)wait!).Look(), this, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        _timer?.Dispose();
        _innermost = _beneath;
        _beneath?.Watch(isInnermost: true);
    }

    private void Watch(bool isInnermost) => _timer?.Change(isInnermost ? Patience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Look()
    {
        if (_loop is null)
        {
            Tell();
            return;
        }

        long asked = PreciseClock.Instance.GetTimestamp();
        _loop.PostTrusted(() =>
        {
            if (_isOver || !ReferenceEquals(_innermost, this))
            {
                return;
            }

            if (PreciseClock.Instance.GetElapsedTime(asked) > Prompt)
            {
                Watch(isInnermost: true);
            }
            else
            {
                Tell();
            }
        });
    }

    private void Tell()
    {
        LongWait outermost = this;
        while (outermost._beneath is { } beneath)
        {
            outermost = beneath;
        }

        bool isForeign = _isOwnWork && WaitGraph.NewestTelling(_future) is null or { IsForOwnWork: true };
        Log.LongWait(
            PreciseClock.Instance.GetElapsedTime(_begun),
            isForeign ? $"a task that is none of Tutti's, in the work of '{_future.Name}'" : $"'{_future.Name}'",
            outermost._future.Explain());
    }
}
