using System.Collections.Concurrent;
using Tutti.Execution;

namespace Tutti.Tests.Execution.Malice;

/// <summary>Is one race of a cancel against work: what the work does, and what must be true of it afterwards, whoever wins.</summary>
internal sealed class CancelRace : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly ConcurrentQueue<Future> _members = [];
    private int _begun;
    private int _cleanedUp;
    private int _resumed;
    private int _continued;
    private Future? _future;
    private Future<CancelReport>? _cancel;

    public CancellationToken Token => _source.Token;

    /// <summary>Gets a value indicating whether a continuation that may come a moment after the end has come.</summary>
    public bool IsResumed => Volatile.Read(ref _resumed) > 0;

    /// <summary>Notes a future that the work started.</summary>
    public TFuture Add<TFuture>(TFuture future)
        where TFuture : Future
    {
        _members.Enqueue(future);
        return future;
    }

    /// <summary>Cancels by the token.</summary>
    public void CancelToken() => _source.Cancel();

    /// <summary>Cancels the future that the work is, if it is known yet, else by the token.</summary>
    public void CancelFuture()
    {
        if (Volatile.Read(ref _future) is { } future)
        {
            _cancel = future.CancelAsync();
        }
        else
        {
            _source.Cancel();
        }
    }

    public void Dispose() => _source.Dispose();

    public void NoteBegin() => Interlocked.Increment(ref _begun);

    public void NoteCleanUp() => Interlocked.Increment(ref _cleanedUp);

    /// <summary>Looks at the future that the work is from several sides until it has ended.</summary>
    /// <returns>What each saw.</returns>
    public Task<string[]> ObserveAllAsync(Future future)
    {
        Volatile.Write(ref _future, future);
        future.GetAwaiter().OnCompleted(() => Interlocked.Increment(ref _resumed));
        Future then = future.Then(() => { Interlocked.Increment(ref _continued); });
        return Task.WhenAll(ObserveAsync(future), ObserveAsync(future), ObserveAsync(then));
    }

    /// <summary>Checks that all saw the same, once, and that nothing is left; after the cancel.</summary>
    public async Task CheckAsync(Future future, string[] outcomes)
    {
        if (_cancel is not null)
        {
            CancelReport report = await _cancel;
            Assert.True(report.AllAtRest);
            Assert.Empty(report.FailedFutures);
        }

        Assert.True(future.IsDone);
        Assert.Equal(future.IsCancelled ? "cancelled" : "done", outcomes[0]);
        Assert.Equal(outcomes[0], outcomes[1]);
        Assert.Null(future.Exception);
        Assert.All(_members, member => Assert.True(member is { IsDone: true, Exception: null }, member.Explain()));
        Assert.Equal(outcomes[0], outcomes[2]); // nobody cancelled the callback itself
        Assert.Equal(outcomes[0] == "done" ? 1 : 0, _continued);
        Assert.Equal(_begun, _cleanedUp);
    }

    /// <summary>Checks that it has come once.</summary>
    public void CheckLate() => Assert.Equal(1, Volatile.Read(ref _resumed));

    private static async Task<string> ObserveAsync(Future future)
    {
        try
        {
            await future;
            return "done";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }
}
