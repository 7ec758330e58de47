using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is a wait during which its thread does other work, nested in it: on an event loop or in a registered loop.</summary>
/// <remarks>
/// Such waits stand above one another on their thread and finish innermost first: one that is over returns only when all above it have. So each
/// is also a party, that of those beneath it wait for. Begun and ended on its thread.
/// </remarks>
internal sealed class NestedWait : Wait, IParty, IDisposable
{
    [ThreadStatic]
    private static NestedWait? _innermost;

    private readonly Future? _target;
    private readonly TimeSpan? _limit;
    private readonly NestedWait? _beneath;
    private readonly int _depth;
    private volatile NestedWait? _above;
    private WaitList _none;

    private NestedWait(Future? target, TimeSpan? limit)
    {
        _target = target;
        _limit = limit;
        _beneath = _innermost;
        _depth = (_beneath?._depth ?? 0) + 1;
    }

    /// <inheritdoc/>
    public override Future? Target => _above is null ? _target : null;

    /// <inheritdoc/>
    public override bool HasBlockers => true;

    /// <inheritdoc/>
    string IParty.Name => $"the wait for {TargetName}";

    /// <inheritdoc/>
    ref WaitList IParty.Waits => ref _none;

    private string TargetName => _target is null ? "the program of an event loop" : $"'{_target.Name}'";

    private bool IsReady => _target is { IsDone: true };

    /// <summary>Says that the calling flow waits for a future, nested in what runs on its thread.</summary>
    /// <param name="target">The future; <see langword="null"/> for the program of a loop.</param>
    /// <param name="limit">When the wait ends by itself.</param>
    /// <returns>The wait, to be disposed of when it has ended.</returns>
    /// <exception cref="DeadlockException">It would be for ever, for it needs what waits beneath it, or closes another circle.</exception>
    public static NestedWait Begin(Future? target, TimeSpan? limit = null)
    {
        NestedWait wait = Put(target, limit);
        if (target is not null && limit is null && (wait._beneath?._target is not null || WaitGraph.MightClose(wait, target))
            && WaitGraph.FindCircle(wait) is { } circle)
        {
            DeadlockException deadlock = circle.ToException(); // which tells of what waits
            wait.Dispose();
            throw deadlock;
        }

        return wait;
    }

    /// <summary>Says that the calling flow waits for a future whose work it is about to do itself: no circle can be closed by that yet.</summary>
    /// <param name="work">The future.</param>
    /// <returns>The wait, to be disposed of when the work has ended.</returns>
    public static NestedWait BeginInline(Future work) => Put(work, null);

    /// <summary>Throws if too many waits stand above one another on the calling thread.</summary>
    public static void ThrowIfTooDeep(string where)
    {
        if (_innermost is { _depth: > EventLoop.MaxDepth })
        {
            throw new InvalidOperationException(
                $"More than {EventLoop.MaxDepth} waits stand above one another on {where}. Await them instead of joining them.");
        }
    }

    /// <summary>Says what the innermost wait of the calling thread is for, as it follows another word.</summary>
    public static string DescribeInnermost() => _innermost is { } wait ? $" for {wait.Describe()}" : string.Empty;

    /// <summary>Gives those for whom, and for what above it, the wait waits, to be told of in an explanation.</summary>
    public IEnumerable<IParty> Awaited()
    {
        for (NestedWait? wait = this; wait is not null; wait = wait._above)
        {
            if (wait._target is { IsDone: false } target)
            {
                yield return target;
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe()
    {
        NestedWait? blocking = _above;
        while (blocking is { IsReady: true, _above: { } above })
        {
            blocking = above;
        }

        string limit = SpanText.OfLimit(_limit);
        return blocking is null ? $"{TargetName}{limit}"
            : IsReady ? $"{TargetName}, which is done, but this waits beneath {((IParty)blocking).Name}"
            : $"{TargetName}{limit}, beneath {((IParty)blocking).Name}";
    }

    /// <inheritdoc/>
    public override void AddBlockers(List<Blocker> blockers)
    {
        if (_limit is null && _target is { IsDone: false })
        {
            blockers.Add(new Blocker(_target));
        }

        if (_above is { } above)
        {
            blockers.Add(new Blocker(above));
        }
    }

    /// <summary>Says that the wait has ended.</summary>
    public void Dispose()
    {
        _innermost = _beneath;
        if (_beneath is not null)
        {
            _beneath._above = null;
        }

        End();
    }

    private static NestedWait Put(Future? target, TimeSpan? limit)
    {
        var wait = new NestedWait(target, limit);
        target?.NoteWaitedFor();
        wait.Begin();
        if (wait._beneath is { } beneath)
        {
            beneath._above = wait;
        }

        _innermost = wait;
        return wait;
    }
}
