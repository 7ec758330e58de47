using System.Globalization;
using System.Threading.Tasks.Sources;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is the wait of a claim that was not granted at once: what its caller awaits, what can make it give up, and a node of the graph.</summary>
/// <remarks>Awaited at most once. The awaiting code resumes on its loop or other context, else on the pool; never inline.</remarks>
internal sealed class ClaimWait(Claim claim) : Wait, IValueTaskSource, IValueTaskSource<Lease>, IThreadPoolWorkItem
{
    private const int MostNamed = 5;

    private static readonly Action<object?> Done = static _ => { };

    private Action<object?>? _continuation;
    private object? _state;
    private SynchronizationContext? _context;
    private ExecutionContext? _executionContext; // only for who asks for it: async methods restore their own
    private Exception? _failure;
    private GivingUp? _givingUp;
    private Future? _owner; // whose cancel ends the wait
    private OwnWork? _joined;

    /// <summary>Gets the claim.</summary>
    public Claim Claim => claim;

    /// <summary>Gets or sets the next one that was granted in the same step.</summary>
    public ClaimWait? NextGranted { get; set; }

    /// <inheritdoc/>
    public override bool HasBlockers => true;

    /// <inheritdoc/>
    public override string Describe()
    {
        string what = claim.Kind == ClaimKind.Lease ? "exclusive access to" : "its turn at";
        return $"{what} {claim.Description}{claim.Place}: {DescribeBlockers()}";
    }

    /// <summary>Says who keeps it waiting.</summary>
    public string DescribeBlockers()
    {
        List<Blocker> blockers = [];
        AddBlockers(blockers);
        Blocker[] named = [.. blockers.Distinct()];
        string text = string.Join("; ", named.Take(MostNamed).Select(DescribeBlocker));
        return named.Length > MostNamed ? $"{text}; and others" : text;
    }

    /// <inheritdoc/>
    public override bool TryRefuse(DeadlockException deadlock) => claim.TryWithdraw(_ => deadlock);

    /// <inheritdoc/>
    public override void AddBlockers(List<Blocker> blockers)
    {
        lock (Gate.Lock)
        {
            claim.AddBlockers(blockers);
        }
    }

    /// <summary>Says that it waits from now on; under the lock.</summary>
    /// <exception cref="DeadlockException">It would be for ever.</exception>
    public void BeginOrThrow()
    {
        Begin(claim.Party, claim);
        if (CircleSearch.MightFind(claim) && WaitGraph.FindCircle(this) is { } circle)
        {
            DeadlockException deadlock = circle.ToException(); // which tells of what waits
            End();
            throw deadlock;
        }
    }

    /// <summary>Lets a time limit, the caller's token and the family end the wait.</summary>
    /// <param name="timeout">The time limit, if any.</param>
    /// <param name="flow">The flow that waits.</param>
    /// <param name="caller">The caller's token.</param>
    public void Watch(TimeSpan? timeout, Flow? flow, CancellationToken caller)
    {
        TimeSpan limit = timeout ?? Timeout.InfiniteTimeSpan;
        CancellationToken shield = flow?.Shield?.Family.Token ?? CancellationToken.None;
        if (limit != Timeout.InfiniteTimeSpan || caller.CanBeCanceled || shield.CanBeCanceled)
        {
            var givingUp = new GivingUp(claim);
            givingUp.Watch(limit, caller, shield);
            Interlocked.Exchange(ref _givingUp, givingUp);
            if (IsOver)
            {
                givingUp.End();
            }
        }

        if (flow is { Shield: null, Owner: { } owner })
        {
            Volatile.Write(ref _owner, owner);
            Interlocked.MemoryBarrier();
            if (owner.IsCancelRequested)
            {
                OnCancelRequested(); // It came before this could be told of it.
            }
        }
    }

    /// <inheritdoc/>
    public override void OnCancelRequested()
    {
        if (Volatile.Read(ref _owner) is { } owner)
        {
            GiveUpCancelled(claim, owner.Token);
        }
    }

    /// <summary>Waits until it is over, as <see cref="Future.Join()"/> does; instead of to await it.</summary>
    public void Join()
    {
        OwnWork over = OwnWork.Pending("its turn");
        new Joined(this).Begin(over); // so that those beneath this wait on its thread are known to hang on it
        _ = Interlocked.Exchange(ref _joined, over);
        if (IsOver)
        {
            over.End();
        }

        over.Wait();
    }

    /// <summary>Resumes who waits; called once, outside of the lock.</summary>
    /// <param name="failure">Why the claim was not granted, or <see langword="null"/>.</param>
    public void Complete(Exception? failure)
    {
        _failure = failure;
        End();
        bool isAwaited = Interlocked.CompareExchange(ref _continuation, Done, null) is not null;
        _givingUp?.End(); // If there is none yet, whoever sets it sees that it is over; likewise below.
        _joined?.End();
        if (isAwaited)
        {
            Schedule();
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        if (_executionContext is { } context)
        {
            ExecutionContext.Run(context, static wait => ((ClaimWait)wait!).Resume(), this);
        }
        else
        {
            Resume();
        }
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => !IsOver ? ValueTaskSourceStatus.Pending
        : _failure is null ? ValueTaskSourceStatus.Succeeded
        : _failure is OperationCanceledException ? ValueTaskSourceStatus.Canceled
        : ValueTaskSourceStatus.Faulted;

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _state = state;
        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
        {
            _context = AwaitContinuation.CaptureContext();
        }

        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
        {
            _executionContext = ExecutionContext.Capture();
        }

        Action<object?>? before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (ReferenceEquals(before, Done))
        {
            _continuation = continuation;
            Schedule();
        }
        else if (before is not null)
        {
            throw new InvalidOperationException("A request for exclusive access is awaited once only.");
        }
    }

    /// <inheritdoc/>
    public void GetResult(short token)
    {
        if (!IsOver)
        {
            throw new InvalidOperationException("The request was not granted yet: await it.");
        }

        if (_failure is not null)
        {
            claim.LeaveFlow();
            throw _failure;
        }
    }

    /// <inheritdoc/>
    Lease IValueTaskSource<Lease>.GetResult(short token)
    {
        GetResult(token);
        return new Lease((LeaseClaim)claim);
    }

    private static string DescribeBlocker(Blocker blocker) => blocker.Holding is not Claim other
        ? $"'{blocker.Party.Name}' has to end"
        : other.State == ClaimState.Waiting ? $"{other.DescribeHolder()} asked before for {other.Description}{other.Place}"
        : other.Kind == ClaimKind.Lease ? $"{other.Description} is held by {other.DescribeHolder()}{other.Place}"
        : $"{other.DescribeHolder()} uses {other.Description}";

    private static void GiveUpCancelled(Claim claim, CancellationToken asked) => claim.TryWithdraw(claim => new OperationCanceledException(
        $"The wait for exclusive access to {claim.Description} was cancelled.", asked));

    private void Resume()
    {
        Action<object?> continuation = _continuation!;
        object? state = _state;
        (_continuation, _state, _context, _executionContext) = (Done, null, null, null);
        continuation(state);
    }

    private void Schedule()
    {
        switch (_context)
        {
            case null:
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
                break;
            case EventLoop loop:
                loop.PostTrusted(this);
                break;
            default:
                AwaitContinuation.Resume(Execute, _context);
                break;
        }
    }

    /// <summary>Is the wait of the future that is joined.</summary>
    private sealed class Joined(ClaimWait wait) : Wait
    {
        public override bool HasBlockers => true;

        public override string Describe() => wait.Describe();

        public override void AddBlockers(List<Blocker> blockers) => wait.AddBlockers(blockers);
    }

    /// <summary>Is what can make the claim give up: a time limit, a token, the deadline of a shield.</summary>
    private sealed class GivingUp(Claim claim)
    {
        private readonly Lock _lock = new();
        private ITimer? _timer;
        private CancellationTokenRegistration _caller;
        private CancellationTokenRegistration _shield;
        private bool _isOver;

        public void Watch(TimeSpan limit, CancellationToken caller, CancellationToken shield)
        {
            ITimer? timer = limit == Timeout.InfiniteTimeSpan
                ? null
                : Clock.Current.CreateTimer(_ => GiveUpLate(limit), null, limit, Timeout.InfiniteTimeSpan);
            CancellationTokenRegistration onCaller = caller.UnsafeRegister(token => GiveUpCancelled(claim, (CancellationToken)token!), caller);
            CancellationTokenRegistration onShield = shield.UnsafeRegister(token => GiveUpCancelled(claim, (CancellationToken)token!), shield);
            lock (_lock)
            {
                (_timer, _caller, _shield) = (timer, onCaller, onShield);
                if (!_isOver)
                {
                    return;
                }
            }

            End();
        }

        public void End()
        {
            lock (_lock)
            {
                _isOver = true;
                _timer?.Dispose();
                _caller.Unregister();
                _shield.Unregister();
                (_timer, _caller, _shield) = (null, default, default);
            }
        }

        private void GiveUpLate(TimeSpan limit) => claim.TryWithdraw(claim => new TimeoutException(string.Create(
            CultureInfo.InvariantCulture,
            $"Exclusive access to {claim.Description} was not granted within {limit.TotalSeconds} s: {claim.Waiting!.DescribeBlockers()}.")));
    }
}
