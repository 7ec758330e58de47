namespace Tutti.Execution.Internal;

/// <summary>Is a wait for a future that belongs to nobody's family, such as a signal: a cancel ends the wait, not the signal.</summary>
internal sealed class SignalWait : Future
{
    private SignalWait(Future signal)
        : base($"wait for {signal.Name}")
    {
        IsForOwnWork = signal is OwnWork;
    }

    /// <summary>Gets a value indicating whether it waits for another line of the calling future's own work.</summary>
    public bool IsForOwnWork { get; }

    /// <summary>Waits for a signal within the family of the calling flow.</summary>
    public static Future For(Future signal, CancellationToken cancellationToken)
    {
        var wait = new SignalWait(signal);
        wait.JoinFamily("A wait", cancellationToken);
        if (wait.IsCancelRequested)
        {
            wait.EndCancelled(null);
        }
        else
        {
            wait.NoteMadeOf([signal]);
            wait.OnEndOf(signal, static wait => ((SignalWait)wait).End(), wait);
        }

        return wait;
    }

    /// <inheritdoc/>
    private protected override void OnCancelRequested() => EndCancelled(null);
}
