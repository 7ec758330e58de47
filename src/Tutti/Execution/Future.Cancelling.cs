using System.Runtime.ExceptionServices;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Families of futures and their cancelling.</content>
public partial class Future
{
    private static readonly string CancelSource = new(nameof(Tutti)); // this very string marks the exceptions that tell of a cancel of a future

    private FamilyLinks _links;
    private Family? _family;
    private CancellationTokenSource? _source;

    /// <summary>Gets a snapshot of every future that runs: those without a parent, each followed by its descendants.</summary>
    /// <value>A virtual run has its own: code in it sees those of the run, other code all others.</value>
    public static IReadOnlyList<Future> Running => Family.ListRunning(Family.CurrentRoots);

    /// <summary>Gets the token that says that a cancel was asked for.</summary>
    internal CancellationToken Token
    {
        get
        {
            CancellationTokenSource? source = Volatile.Read(ref _source);
            if (source is null)
            {
                if (IsCancelRequested)
                {
                    return new CancellationToken(canceled: true);
                }

                source = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref _source, source, null) ?? source;
                if (IsCancelRequested)
                {
                    FireToken(); // A cancel came just now and may not have seen it.
                }
            }

            return source.Token;
        }
    }

    /// <summary>Gets a value indicating whether what its flow starts starts cancelled: also by a cancel above it, if it has ended.</summary>
    internal bool IsFlowCancelled => IsCancelRequested || (IsDone && _links.Family is { IsCancelled: true });

    /// <summary>Gets the token that a wait of its flow obeys.</summary>
    internal CancellationToken TokenOfFlow => !IsCancelRequested && IsFlowCancelled ? new CancellationToken(canceled: true) : Token;

    /// <summary>Gets the place in the list of the family that the future is in; the family guards it.</summary>
    internal ref FamilyLinks Links => ref _links;

    /// <summary>Gets a value indicating whether a cancel was asked for; also by its own token, which may tell the work first.</summary>
    private bool IsCancelAsked => IsCancelRequested || Volatile.Read(ref _extras) is { Cause.IsCancellationRequested: true };

    private CancellationToken TokenThatAsked
    {
        get
        {
            bool isAskedByToken = (Volatile.Read(ref _state) & (AskedByToken | CancelRequested)) != CancelRequested;
            return isAskedByToken ? _extras?.Cause ?? CancellationToken.None : Token;
        }
    }

    internal Family? FamilyIfAny => Volatile.Read(ref _family);

    /// <summary>Protects what is started inside from cancels that come from outside, for clean-up: only the deadline reaches it.</summary>
    /// <param name="deadline">The time that the clean-up may take, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>The end of the protection, for <see langword="using"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is negative.</exception>
    /// <remarks>
    /// It protects what the calling flow starts. What an async function changes in its flow ends with it, and so one that it makes, and returns,
    /// protects nothing in its caller.
    /// </remarks>
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
    public static IDisposable Shield(Quantities.Quantity deadline) => Shield(ToLimit(deadline));

    /// <summary>Cancels every future that runs, but for what is shielded; in a virtual run every one of that run.</summary>
    /// <returns>A future that is done when all of them have ended; it says how each device came to rest that they were operating.</returns>
    /// <exception cref="DeadlockException">It is awaited or joined within one of them, which could then never end.</exception>
    public static Future<CancelReport> CancelAllAsync()
    {
        Flow.Current?.Run?.ThrowIfOutside("Future.CancelAllAsync", static () => "all that runs");
        List<Future> reached = [];
        Family.CurrentRoots.CopyChildren(reached);
        return CancelAndReport(reached, "cancel all");
    }

    /// <summary>Asks the future and all its descendants to stop; returns at once.</summary>
    /// <remarks>
    /// The work ends when it sees its token or awaits something that was cancelled; work that looks at neither ends when it ends, and then
    /// counts as cancelled. To cancel twice, or after the end, does nothing.
    /// </remarks>
    public void Cancel()
    {
        Flow.Current?.Run?.ThrowIfOutside("Future.Cancel", this);
        CancelReached([this]);
    }

    /// <summary>Asks the future and all its descendants to stop.</summary>
    /// <returns>
    /// A future that is done when all is at rest: when the future and all descendants that the cancel reached have ended, whatever they ended
    /// with. It says how each device came to rest on which one of them was operating.
    /// </returns>
    /// <exception cref="DeadlockException">It is awaited or joined within the future itself, which could then never end.</exception>
    /// <remarks>
    /// A set, a command or an acquisition that is cancelled stops its device before it ends, so the device stands, or is reported, when this is
    /// done. The stop has a deadline of its own, and so this ends even if a device is dead; it waits without limit only for work that ignores the
    /// cancel. It does not fail.
    /// </remarks>
    public Future<CancelReport> CancelAsync()
    {
        Flow.Current?.Run?.ThrowIfOutside("Future.CancelAsync", this);
        return CancelAndReport([this], $"cancel '{Name}'");
    }

    /// <summary>Cancels the future, and says why in what it throws.</summary>
    internal void Cancel(string reason)
    {
        Interlocked.CompareExchange(ref EnsureExtras().CancelReason, reason, null);
        Cancel();
    }

    /// <inheritdoc cref="CancelAsync()"/>
    internal Future<CancelReport> CancelAsync(string reason)
    {
        Interlocked.CompareExchange(ref EnsureExtras().CancelReason, reason, null);
        return CancelAsync();
    }

    /// <summary>Cancels the futures of a list and all that belongs to them; whoever is reached is marked before anybody is told.</summary>
    /// <param name="reached">The futures; those that are found through them are added.</param>
    /// <param name="reach">What collects who was reached; none if nobody asks.</param>
    /// <param name="isAskedByToken">Whether the first one's own token asked.</param>
    internal static void CancelReached(List<Future> reached, CancelReach? reach = null, bool isAskedByToken = false)
    {
        for (int i = 0; i < reached.Count; i++)
        {
            reached[i].MarkCancelled(reached, reach, isAskedByToken && i == 0);
        }

        foreach (Future future in reached)
        {
            future.AnnounceCancel();
        }
    }

    /// <summary>Cancels futures that came too late to a family that was cancelled: those who wait for that cancel wait for them too.</summary>
    internal static void CancelReached(List<Future> late, IReadOnlyList<CancelReach> reaches)
    {
        foreach (CancelReach reach in reaches)
        {
            CancelReached([.. late], reach);
        }

        if (reaches.Count == 0)
        {
            CancelReached(late);
        }
    }

    /// <summary>Records how a device came to rest on which the work of this future was operating when it was cancelled.</summary>
    internal void NoteStop(StopReport stop) => EnsureFamily().AddStop(stop);

    /// <summary>Tells whether another future is this one, or was started in its work.</summary>
    internal bool IsItOrParentOf(Future other) => ReferenceEquals(this, other) || FamilyIfAny?.IsOf(other._links.Family) == true;

    internal Family EnsureFamily()
    {
        if (Volatile.Read(ref _family) is { } existing)
        {
            return existing;
        }

        var family = new Family(_links.Family?.Top ?? Family.Roots);
        family = Interlocked.CompareExchange(ref _family, family, null) ?? family;
        if (IsCancelRequested)
        {
            family.Cancel(FindReaches());
        }

        return family;
    }

    /// <summary>Tells whether a cancel that somebody waits for has reached the future, which has not ended since.</summary>
    internal bool IsReachedBy(CancelReach reach)
    {
        for (Continuation? known = Volatile.Read(ref _continuations); known is not null; known = known.Next)
        {
            if (known is ReachContinuation reached && ReferenceEquals(reached.Reach, reach))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the exception of a cancelled future: what its work threw if nobody asked for that, else one with the token that asked.</summary>
    internal OperationCanceledException ToCanceledException()
    {
        if (Thrown is { } thrown)
        {
            return (OperationCanceledException)thrown.SourceException;
        }

        StopReport? moving = FamilyIfAny?.Stops.FirstOrDefault(stop => !stop.IsAtRest);
        return NewCanceled(DescribeCancel(moving), moving?.Exception ?? FindOriginal(), TokenThatAsked);
    }

    /// <summary>Makes an exception that tells of a cancel that somebody asked for, so that nothing else that it ends needs to be reported.</summary>
    internal static OperationCanceledException NewCanceled(string message, Exception? cause, CancellationToken token) =>
        new(message, cause, token) { Source = CancelSource };

    /// <summary>Ends the future, which was claimed, as cancelled; an exception that nobody asked for is like a failure that nobody may overlook.</summary>
    private void FinishCancelled(OperationCanceledException? exception)
    {
        if (exception is null || IsCancelAsked)
        {
            _outcome = exception;
        }
        else
        {
            ExceptionDispatchInfo thrown = ExceptionDispatchInfo.Capture(exception);
            bool isAskedElsewhere = ReferenceEquals(exception.Source, CancelSource)
                || exception is { InnerException: null, CancellationToken.IsCancellationRequested: true }; // by a token of the user's own
            _outcome = isAskedElsewhere ? thrown : NewFailure(thrown);
        }

        Finish(Cancelled);
    }

    private string DescribeCancel(StopReport? moving)
    {
        string reason = _extras?.CancelReason is { } text ? $": {text}" : string.Empty;
        return moving is null
            ? $"The future '{Name}' was cancelled{reason}."
            : $"The future '{Name}' was cancelled{reason}; but device '{moving.Device}' is not known to be at rest: {moving.Exception?.Message}";
    }

    /// <summary>Is called when a cancel was asked for, once or more often, for futures that can end at once.</summary>
    private protected virtual void OnCancelRequested()
    {
    }

    /// <summary>Makes a cancel of this future one of others too, which are none of its children.</summary>
    private protected void CancelTogetherWith(Future[] others)
    {
        EnsureFamily().Follow(others);
        if (!IsCancelRequested)
        {
            return;
        }

        CancelReached([.. others], _links.Family?.Reaches ?? []); // It joined a family that had been cancelled.
    }

    private List<CancelReach> FindReaches()
    {
        List<CancelReach> reaches = [];
        for (Continuation? known = Volatile.Read(ref _continuations); known is not null; known = known.Next)
        {
            if (known is ReachContinuation reached)
            {
                reaches.Add(reached.Reach);
            }
        }

        return reaches;
    }

    private static Future<CancelReport> CancelAndReport(List<Future> reached, string name)
    {
        var reach = new CancelReach(name);
        CancelReached(reached, reach);
        reach.Report.NoteMadeOf(reached);
        reach.EndGathering();
        return reach.Report;
    }

    /// <summary>Hands those who outlive the future over to the family that it is in, or was in.</summary>
    /// <remarks>
    /// Before the future ends, so that a cancel always finds them; and after, for a flow of its work may start something just then.
    /// </remarks>
    private void HandOver()
    {
        if (FamilyIfAny is not { } family)
        {
            return;
        }

        if (IsCancelRequested && !family.IsAtRest)
        {
            family.Cancel(FindReaches()); // Whoever cancels this has perhaps not come to the family yet.
        }

        family.Dissolve(_links.Family ?? Family.Roots);
    }

    private void LeaveFamily()
    {
        if (!IsInSynchronousPart)
        {
            Family.Leave(this); // Else it never was in the list.
        }

        HandOver();
        _extras?.Registration.Unregister(); // Dispose would wait for a callback that may be running.
    }

    /// <summary>Tells those who hold the token that a cancel was asked for.</summary>
    private void FireToken()
    {
        try
        {
            Volatile.Read(ref _source)?.Cancel();
        }
#pragma warning disable CA1031 // A callback of the user's that throws must not keep the cancel from reaching the others.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(ex, "a callback registered on a future's token");
        }
    }

    /// <summary>Marks the future as one that a cancel has reached, and adds those that the cancel reaches through it.</summary>
    private void MarkCancelled(List<Future> reached, CancelReach? reach, bool isAskedByToken)
    {
        if (IsDone)
        {
            return;
        }

        // One that was cancelled before is asked again for whom it reached, if somebody waits for them all. First of all, so that its work, which
        // sees the mark and ends, finds who waits.
        bool isNew = reach?.Add(this) == true;
        bool isMarked = false;
        int seen = Volatile.Read(ref _state);
        while (!isMarked && (seen & (Done | CancelRequested)) == 0)
        {
            int next = seen | CancelRequested | (isAskedByToken ? AskedByToken : 0);
            int previous = Interlocked.CompareExchange(ref _state, next, seen);
            isMarked = previous == seen;
            seen = previous;
        }

        if ((seen & Done) == 0 && (reach is null ? isMarked : isNew))
        {
            FamilyIfAny?.MarkCancelled(reached, reach); // If it has none yet, one that is made later learns of the reach from the future.
        }
    }

    /// <summary>Tells the work that a cancel has reached it.</summary>
    private void AnnounceCancel()
    {
        if (!IsCancelRequested)
        {
            return; // It had ended before.
        }

        FireToken();
        _waits.Cancel();
        OnCancelRequested();
        if ((Volatile.Read(ref _state) & EndsAtCancel) != 0)
        {
            EndCancelled(null);
        }
    }
}
