namespace Tutti.Execution.Internal;

/// <summary>Is a part of a flow that cancels from outside do not reach; only its own deadline does.</summary>
internal sealed class Shield : IDisposable
{
    private readonly Shield? _outer;
    private readonly ITimer? _timer;
    private int _isDisposed;

    public Shield(TimeSpan deadline, TimeProvider timeProvider)
    {
        Flow.Current?.Run?.ThrowIfOutside("Future.Shield", static () => "clean-up");
        _outer = Flow.Current?.Shield;
        Family = new Family(Family.CurrentRoots);
        if (deadline != Timeout.InfiniteTimeSpan)
        {
            _timer = timeProvider.CreateTimer(static state => ((Family)state!).Cancel(), Family, deadline, Timeout.InfiniteTimeSpan);
        }

        Family.AddShield(Family);
        Flow.SetShield(this);
    }

    /// <summary>Gets the family that futures started inside belong to.</summary>
    public Family Family { get; }

    /// <summary>Starts something that no cancel from outside reaches, only its deadline; the calling flow itself is not shielded.</summary>
    public static Future Start(TimeSpan deadline, Func<CancellationToken, Task> work, string name) =>
        Start(deadline, () => Future.Start(work, CancellationToken.None, name));

    /// <inheritdoc cref="Start(TimeSpan, Func{CancellationToken, Task}, string)"/>
    public static Future<T> Start<T>(TimeSpan deadline, Func<CancellationToken, Task<T>> work, string name) =>
        Start(deadline, () => Future.Start(work, CancellationToken.None, name));

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        LeaveFlow();
    }

    private static TFuture Start<TFuture>(TimeSpan deadline, Func<TFuture> start)
        where TFuture : Future
    {
#pragma warning disable CA2000 // It ends with the future.
        var shield = new Shield(deadline, Clock.Current);
#pragma warning restore CA2000
        try
        {
            TFuture future = start();
            future.OnEnd(static shield => ((Shield)shield).End(), shield);
            return future;
        }
        finally
        {
            shield.LeaveFlow();
        }
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _timer?.Dispose();
        Family.RemoveShield(Family);
        Family.Dissolve(Family.Top); // No cancel from outside has reached what is left, and none shall.
    }

    private void LeaveFlow()
    {
        if (ReferenceEquals(Flow.Current?.Shield, this))
        {
            Shield? outer = _outer;
            while (outer is { _isDisposed: not 0 })
            {
                outer = outer._outer; // It was ended before this one.
            }

            Flow.SetShield(outer);
        }
    }
}
