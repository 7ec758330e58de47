namespace Tutti.Transport.Internal;

/// <summary>Gives the wire to one at a time, first come first served; urgent ones come before all others.</summary>
/// <remarks>
/// The turn passes from the one who leaves to the next straight away, so that nobody overtakes. A waiter that gives up leaves no trace.
/// Nothing is completed under the lock.
/// </remarks>
internal sealed class LinkQueue
{
    private const int MaximumSpares = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<LinkWaiter> _urgent = new();
    private readonly LinkedList<LinkWaiter> _ordinary = new();
    private readonly Stack<LinkWaiter> _spares = new();
    private readonly string _name;
    private TaskCompletionSource? _emptied;
    private bool _isTaken;

    public LinkQueue(string name)
    {
        _name = name;
    }

    private bool IsClosed => _emptied is not null;

    /// <summary>Waits for the turn. Whoever got it calls <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync(ExchangeOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        LinkWaiter? waiter;
        lock (_lock)
        {
            if (IsClosed)
            {
                return ValueTask.FromException(Disposed());
            }

            if (!_isTaken)
            {
                _isTaken = true;
                return ValueTask.CompletedTask;
            }

            if (!_spares.TryPop(out waiter))
            {
                waiter = new LinkWaiter(this);
            }

            waiter.OutlivesLoss = options.IsIdempotent;
            (options.IsUrgent ? _urgent : _ordinary).AddLast(waiter.Node);
        }

        return waiter.WaitAsync(cancellationToken);
    }

    /// <summary>Passes the turn on.</summary>
    public void Leave()
    {
        LinkedListNode<LinkWaiter>? next;
        TaskCompletionSource? emptied = null;
        lock (_lock)
        {
            next = _urgent.First ?? _ordinary.First;
            if (next is null)
            {
                _isTaken = false;
                emptied = _emptied;
            }
            else
            {
                next.List!.Remove(next);
            }
        }

        next?.Value.Complete();
        emptied?.TrySetResult();
    }

    /// <summary>Fails those who wait: all, or all but those whose exchange outlives a loss of the connection.</summary>
    public void Fail(Func<Exception> makeException, bool all)
    {
        List<LinkWaiter> failed = [];
        lock (_lock)
        {
            TakeOut(_urgent, all, failed);
            TakeOut(_ordinary, all, failed);
        }

        foreach (LinkWaiter waiter in failed)
        {
            waiter.Fail(makeException());
        }
    }

    /// <summary>Lets nobody in any more, fails those who wait, and completes when the one whose turn it is has left.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_isTaken)
            {
                _emptied.TrySetResult();
            }
        }

        Fail(Disposed, all: true);
        return _emptied.Task;
    }

    public ObjectDisposedException Disposed() => new(_name, $"The link to {_name} was closed.");

    /// <summary>Takes a waiter whose caller gave up out of the queue, unless it was served meanwhile.</summary>
    public void Abandon(LinkWaiter waiter)
    {
        lock (_lock)
        {
            if (!waiter.IsQueued)
            {
                return;
            }

            waiter.Node.List!.Remove(waiter.Node);
        }

        waiter.Fail(new OperationCanceledException(waiter.Token));
    }

    public void Return(LinkWaiter waiter)
    {
        lock (_lock)
        {
            if (_spares.Count < MaximumSpares)
            {
                _spares.Push(waiter);
            }
        }
    }

    private static void TakeOut(LinkedList<LinkWaiter> queue, bool all, List<LinkWaiter> taken)
    {
        for (LinkedListNode<LinkWaiter>? node = queue.First; node is not null;)
        {
            LinkedListNode<LinkWaiter>? next = node.Next;
            if (all || !node.Value.OutlivesLoss)
            {
                queue.Remove(node);
                taken.Add(node.Value);
            }

            node = next;
        }
    }
}
