using System.Globalization;
using System.Threading.Tasks.Sources;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is one request for some gates, waiting, held or ended: a lease, or a single operation on a device.</summary>
/// <remarks>Its state is guarded by <see cref="Gate.Lock"/>. It is awaited at most once, when it was not granted at once.</remarks>
internal sealed class Claim : IValueTaskSource, IDisposable
{
    private readonly Gate[] _gates;
    private readonly Func<string> _describe;
    private readonly Level?[] _levels;
    private readonly Claim? _outer;
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = true };
    private Waiting? _waiting;

    public Claim(ClaimKind kind, Gate[] gates, Func<string> describe)
    {
        Kind = kind;
        _gates = gates;
        _describe = describe;
        _levels = new Level?[gates.Length];
        Flow? flow = Flow.Current;
        _outer = SkipEnded(flow?.Lease as Claim);
        Holder = flow?.Owner?.Name ?? "the main flow";
        ThreadId = Environment.CurrentManagedThreadId;
    }

    public ClaimKind Kind { get; }

    public ClaimState State { get; private set; }

    /// <summary>Gets the name of the future whose work made the claim.</summary>
    public string Holder { get; }

    /// <summary>Gets when it was granted.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Gets what is claimed.</summary>
    public string Description => _describe();

    /// <summary>Gets the thread that made the claim.</summary>
    public int ThreadId { get; }

    /// <summary>Marks the calling flow as the claim's and enters the gates, at once or when they admit it.</summary>
    public ValueTask EnterAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Flow.Current?.Run?.ThrowIfOutside("Access to", _describe);
        CancellationToken family = Flow.Current is null ? CancellationToken.None : Flow.CurrentToken;
        if (cancellationToken.IsCancellationRequested || family.IsCancellationRequested)
        {
            State = ClaimState.Ended;
            return ValueTask.FromCanceled(cancellationToken.IsCancellationRequested ? cancellationToken : family);
        }

        lock (Gate.Lock)
        {
            if (!TryGrant())
            {
                if (Asynchrony.IsDisabled)
                {
                    ThrowIfHeldByThisThread();
                }

                _waiting = new Waiting(this);
                foreach (Gate gate in _gates)
                {
                    gate.Enqueue(this);
                }
            }
        }

        Flow.SetLease(this);
        if (_waiting is null)
        {
            return ValueTask.CompletedTask;
        }

        _waiting.Watch(timeout, cancellationToken, family);
        return new ValueTask(this, _completion.Version);
    }

    /// <summary>Grants the claim if every gate admits it; called under the lock.</summary>
    public bool TryGrant()
    {
        foreach (Gate gate in _gates)
        {
            if (!gate.Admits(this))
            {
                return false;
            }
        }

        for (int i = 0; i < _gates.Length; i++)
        {
            if (_waiting is not null)
            {
                _gates[i].Dequeue(this);
            }

            _levels[i] = _gates[i].Enter(this);
        }

        if (Kind == ClaimKind.Lease)
        {
            Since = Clock.Current.GetUtcNow();
        }

        State = ClaimState.Held;
        return true;
    }

    /// <summary>Gives the claim back, or up, and lets the flow that called forget it.</summary>
    public void End()
    {
        Withdraw(null);
        if (ReferenceEquals(Flow.Current?.Lease, this))
        {
            Flow.SetLease(SkipEnded(_outer));
        }
    }

    /// <inheritdoc/>
    void IDisposable.Dispose() => End();

    /// <summary>Tells whether the claim was made within a lease, or within an operation that still runs on the storey of that lease.</summary>
    public bool IsWithin(Claim lease, Level level)
    {
        for (Claim? outer = _outer; outer is not null; outer = outer._outer)
        {
            if (outer.State == ClaimState.Held && (ReferenceEquals(outer, lease) || outer.IsOperationOn(level)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Counts the operations on a storey within which the claim was made.</summary>
    public (int Operations, int Writes) CountOperationsWithin(Level level)
    {
        int operations = 0;
        int writes = 0;
        for (Claim? outer = _outer; outer is not null; outer = outer._outer)
        {
            if (outer.State == ClaimState.Held && outer.IsOperationOn(level))
            {
                operations++;
                writes += outer.Kind == ClaimKind.Write ? 1 : 0;
            }
        }

        return (operations, writes);
    }

    void IValueTaskSource.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    /// <summary>Ends the claim; one that waited fails with the exception.</summary>
    private void Withdraw(Func<Claim, Exception>? why)
    {
        List<Claim> granted = [];
        Exception? failure = null;
        lock (Gate.Lock)
        {
            ClaimState previous = State;
            if (previous == ClaimState.Ended || (why is not null && previous == ClaimState.Held))
            {
                return;
            }

            State = ClaimState.Ended;
            for (int i = 0; i < _gates.Length; i++)
            {
                if (previous == ClaimState.Held)
                {
                    _gates[i].Leave(this, _levels[i]!);
                }
                else
                {
                    _gates[i].Dequeue(this);
                }
            }

            if (previous == ClaimState.Waiting)
            {
                failure = why?.Invoke(this) ?? new ObjectDisposedException(nameof(Lease));
            }

            GrantWaiting(granted);
            for (int i = 0; i < granted.Count; i++)
            {
                granted[i].GrantWaiting(granted); // What was requested within it may have waited at its other gates for just that.
            }
        }

        if (failure is not null)
        {
            _waiting?.Unwatch();
            _completion.SetException(failure);
        }

        foreach (Claim claim in granted)
        {
            claim._waiting!.Unwatch();
            claim._completion.SetResult(true);
        }
    }

    private void GrantWaiting(List<Claim> granted)
    {
        foreach (Gate gate in _gates)
        {
            gate.GrantWaiting(granted);
        }
    }

    private static Claim? SkipEnded(Claim? claim)
    {
        while (claim is { State: ClaimState.Ended })
        {
            claim = claim._outer;
        }

        return claim;
    }

    private bool IsOperationOn(Level level) => Kind != ClaimKind.Lease && Array.IndexOf(_levels, level) >= 0;

    private void ThrowIfHeldByThisThread()
    {
        Gate? blocked = Array.Find(_gates, gate => gate.Holder is { } holder && !IsWithin(holder, gate.Top) && holder.ThreadId == ThreadId);
        if (blocked is not null)
        {
            State = ClaimState.Ended;
            throw new InvalidOperationException(
                $"With asynchrony off this would wait for ever: {Description} is held by {blocked.Holder!.Holder} on this same thread, "
                + "and only later program text could give it back.");
        }
    }

    private string DescribeHolders()
    {
        foreach (Gate gate in _gates)
        {
            if (gate.Holder is { } holder && !IsWithin(holder, gate.Top))
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{holder.Description} is held by '{holder.Holder}' since {holder.Since:HH:mm:ss} UTC");
            }
        }

        return "operations of others run on it, or somebody who came earlier waits for it";
    }

    /// <summary>Is what can make a waiting claim give up: a time limit, a token, the family.</summary>
    private sealed class Waiting(Claim claim)
    {
        private readonly Lock _lock = new();
        private ITimer? _timer;
        private CancellationTokenRegistration _caller;
        private CancellationTokenRegistration _family;
        private bool _isOver;

        public void Watch(TimeSpan? timeout, CancellationToken caller, CancellationToken family)
        {
            ITimer? timer = null;
            if (timeout is { } limit && limit != Timeout.InfiniteTimeSpan)
            {
                timer = Clock.Current.CreateTimer(_ => GiveUpLate(limit), null, limit, Timeout.InfiniteTimeSpan);
            }

            CancellationTokenRegistration onCaller = caller.UnsafeRegister(GiveUpCancelled, caller);
            CancellationTokenRegistration onFamily = family.UnsafeRegister(GiveUpCancelled, family);
            lock (_lock)
            {
                (_timer, _caller, _family) = (timer, onCaller, onFamily);
                if (!_isOver)
                {
                    return;
                }
            }

            Unwatch();
        }

        public void Unwatch()
        {
            lock (_lock)
            {
                _isOver = true;
                _timer?.Dispose();
                _caller.Unregister();
                _family.Unregister();
            }
        }

        private void GiveUpCancelled(object? token) => claim.Withdraw(claim => new OperationCanceledException(
            $"The wait for exclusive access to {claim.Description} was cancelled.", (CancellationToken)token!));

        private void GiveUpLate(TimeSpan limit) => claim.Withdraw(claim => new TimeoutException(string.Create(
            CultureInfo.InvariantCulture,
            $"Exclusive access to {claim.Description} was not granted within {limit.TotalSeconds} s: {claim.DescribeHolders()}.")));
    }
}
