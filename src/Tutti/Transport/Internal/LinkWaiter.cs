using System.Threading.Tasks.Sources;

namespace Tutti.Transport.Internal;

/// <summary>Is one who waits for a link; reused, so that waiting allocates nothing in the steady state.</summary>
/// <remarks>What says where it stands belongs to the queue, under the queue's lock. It is completed outside of it.</remarks>
internal sealed class LinkWaiter : IValueTaskSource
{
    private readonly LinkQueue _owner;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    public LinkWaiter(LinkQueue owner)
    {
        _owner = owner;
        Node = new LinkedListNode<LinkWaiter>(this);
    }

    public LinkedListNode<LinkWaiter> Node { get; }

    public bool IsQueued => Node.List is not null;

    public bool OutlivesLoss { get; set; }

    public CancellationToken Token { get; private set; }

    /// <summary>Begins the wait; call once the waiter is in the queue.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        short version = _core.Version;
        _registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                LinkWaiter waiter = (LinkWaiter)state!;
                waiter._owner.Abandon(waiter);
            },
            this);
        return new ValueTask(this, version);
    }

    public void Complete() => _core.SetResult(true);

    public void Fail(Exception exception) => _core.SetException(exception);

    public void GetResult(short token)
    {
        // Waits for a cancel that is just being delivered, so that none can meet the waiter's next use.
        _registration.Dispose();
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            _registration = default;
            Token = default;
            _owner.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
