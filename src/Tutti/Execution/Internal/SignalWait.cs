namespace Tutti.Execution.Internal;

/// <summary>Is a wait for a future that belongs to nobody's family, such as a signal: a cancel ends the wait, not the signal.</summary>
internal sealed class SignalWait : Future
{
    private SignalWait(string name)
        : base(name)
    {
    }

    /// <summary>Waits for a signal within the family of the calling flow.</summary>
    public static Future For(Future signal, CancellationToken cancellationToken)
    {
        var wait = new SignalWait($"wait for {signal.Name}");
        wait.JoinFamily(cancellationToken);
        if (wait.IsCancelRequested)
        {
            wait.EndCancelled(null);
        }
        else
        {
            wait.NoteMadeOf([signal]);
            signal.OnEnd(static wait => ((SignalWait)wait).End(), wait);
        }

        return wait;
    }

    /// <inheritdoc/>
    private protected override void OnCancelRequested() => EndCancelled(null);
}
