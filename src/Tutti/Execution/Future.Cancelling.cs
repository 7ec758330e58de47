using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Families of futures and their cancelling.</content>
public partial class Future
{
    private FamilyLinks _links;
    private Family? _family;
    private CancellationToken _cause;
    private string? _cancelReason;
    private CancellationTokenRegistration _registration;

    /// <summary>Gets a snapshot of every future that runs: those without a parent, each followed by its descendants.</summary>
    public static IReadOnlyList<Future> Running => Family.ListRunning();

    /// <summary>Gets the token that says that a cancel was asked for.</summary>
    internal CancellationToken Token => IsCancelRequested && _family is null ? new CancellationToken(canceled: true) : EnsureFamily().Token;

    /// <summary>Gets the place in the list of the family that the future is in; the family guards it.</summary>
    internal ref FamilyLinks Links => ref _links;

    internal Family? FamilyIfAny => Volatile.Read(ref _family);

    /// <summary>Protects what is started inside from cancels that come from outside, for clean-up: only the deadline reaches it.</summary>
    /// <param name="deadline">The time that the clean-up may take, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>The end of the protection, for <see langword="using"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is negative.</exception>
    public static IDisposable Shield(TimeSpan deadline)
    {
        if (deadline != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(deadline, TimeSpan.Zero);
        }

        return new Shield(deadline, Clock.Current);
    }

    /// <inheritdoc cref="Shield(TimeSpan)"/>
    /// <exception cref="Tutti.Quantities.UnitException"><paramref name="deadline"/> is no time.</exception>
    public static IDisposable Shield(Quantities.Quantity deadline) => Shield(deadline.ToTimeSpan());

    /// <summary>Cancels every future that runs, but for what is shielded.</summary>
    /// <returns>A future that is done when all of them have ended.</returns>
    public static Future CancelAllAsync()
    {
        List<Future> reached = [];
        Family.Roots.CopyChildren(reached);
        CancelReached(reached);
        return WhenEnded(reached, nameof(CancelAllAsync));
    }

    /// <summary>Asks the future and all its descendants to stop; returns at once.</summary>
    /// <remarks>
    /// The work ends when it sees its token or awaits something that was cancelled; work that looks at neither ends when it ends, and then
    /// counts as cancelled. To cancel twice, or after the end, does nothing.
    /// </remarks>
    public void Cancel() => CancelReached([this]);

    /// <summary>Asks the future and all its descendants to stop.</summary>
    /// <returns>A future that is done when it and all descendants that the cancel reached have ended, whatever they ended with.</returns>
    public Future CancelAsync()
    {
        List<Future> reached = [this];
        CancelReached(reached);
        return WhenEnded(reached, nameof(CancelAsync));
    }

    /// <summary>Cancels the future, and says why in what it throws.</summary>
    internal void Cancel(string reason)
    {
        Interlocked.CompareExchange(ref _cancelReason, reason, null);
        Cancel();
    }

    /// <inheritdoc cref="CancelAsync()"/>
    internal Future CancelAsync(string reason)
    {
        Interlocked.CompareExchange(ref _cancelReason, reason, null);
        return CancelAsync();
    }

    /// <summary>Cancels the futures of a list, and adds their descendants to it.</summary>
    /// <param name="reached">The futures; whoever was added comes later.</param>
    /// <param name="isAskedByToken">Whether the first one's own token asked.</param>
    internal static void CancelReached(List<Future> reached, bool isAskedByToken = false)
    {
        for (int i = 0; i < reached.Count; i++)
        {
            reached[i].RequestCancel(reached, isAskedByToken && i == 0);
        }
    }

    internal Family EnsureFamily()
    {
        if (Volatile.Read(ref _family) is { } existing)
        {
            return existing;
        }

        var family = new Family();
        family = Interlocked.CompareExchange(ref _family, family, null) ?? family;
        if (IsCancelRequested)
        {
            family.CancelMembers([]);
        }

        return family;
    }

    /// <summary>Makes the exception of a cancelled future, with the token that asked.</summary>
    internal OperationCanceledException ToCanceledException()
    {
        var original = _outcome as OperationCanceledException;
        int state = Volatile.Read(ref _state);
        CancellationToken token = (state & AskedByToken) != 0 ? _cause
            : (state & CancelRequested) != 0 ? Token
            : original?.CancellationToken ?? CancellationToken.None;
        return new OperationCanceledException(original?.Message ?? DescribeCancel(), original, token);
    }

    private string DescribeCancel() =>
        _cancelReason is { } reason ? $"The future '{Name}' was cancelled: {reason}." : $"The future '{Name}' was cancelled.";

    /// <summary>Joins the family of the calling flow and heeds a token; the future may then have been cancelled already.</summary>
    private protected void JoinFamily(CancellationToken cancellationToken)
    {
        Flow? flow = Flow.Current;
        bool isCancelled;
        _age = Age.Zero;
        if (flow?.Shield is { } shield)
        {
            isCancelled = shield.Family.Join(this);
        }
        else if (flow?.Owner is { IsDone: false } owner)
        {
            Family family = owner.EnsureFamily();
            isCancelled = family.Join(this) | owner.IsCancelRequested;
            if (owner.IsDone)
            {
                family.Dissolve(); // It ended just now: whoever joined late becomes a root.
            }
        }
        else
        {
            isCancelled = Family.Roots.Join(this) || flow?.Owner?.IsCancelRequested == true;
        }

        if (isCancelled)
        {
            Interlocked.Or(ref _state, CancelRequested);
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cause = cancellationToken;
            _registration = cancellationToken.UnsafeRegister(static state => CancelReached([(Future)state!], isAskedByToken: true), this);
            Interlocked.MemoryBarrier();
            if (IsDone)
            {
                _registration.Unregister();
            }
        }
    }

    /// <summary>Is called once when a cancel is asked for, for futures that can end at once.</summary>
    private protected virtual void OnCancelRequested()
    {
    }

    private static Future WhenEnded(List<Future> futures, string name)
    {
        var all = new Future(name);
        all.NoteMadeOf(futures);
        int left = futures.Count + 1;
        Action<object> countDown = state =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                ((Future)state).End();
            }
        };
        foreach (Future future in futures)
        {
            future.OnEnd(countDown, all);
        }

        countDown(all);
        return all;
    }

    private void LeaveFamily()
    {
        Family.Leave(this);
        FamilyIfAny?.Dissolve();
        _registration.Unregister(); // Dispose would wait for a callback that may be running.
    }

    private void RequestCancel(List<Future> reached, bool isAskedByToken)
    {
        int seen = Volatile.Read(ref _state);
        while ((seen & (Done | CancelRequested)) == 0)
        {
            int next = seen | CancelRequested | (isAskedByToken ? AskedByToken : 0);
            int previous = Interlocked.CompareExchange(ref _state, next, seen);
            if (previous == seen)
            {
                FamilyIfAny?.CancelMembers(reached);
                OnCancelRequested();
                return;
            }

            seen = previous;
        }

        if ((seen & Done) == 0)
        {
            FamilyIfAny?.CopyChildren(reached); // Cancelled before: whoever waits for all that were reached waits for these too.
        }
    }
}
