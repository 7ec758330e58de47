using System.Globalization;
using Tutti.Execution;
using Tutti.Timing.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is what can make a claim that waits give up: a time limit, a token, the deadline of a shield.</summary>
internal sealed class GivingUp(Claim claim, TimeSpan limit)
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private CancellationTokenRegistration _caller;
    private CancellationTokenRegistration _shield;
    private bool _isOver;

    /// <summary>Gets the time limit as it follows what is waited for; empty if there is none.</summary>
    public string Limit => SpanText.OfLimit(limit);

    /// <summary>Gives a claim up, since a token asks for it.</summary>
    public static void Cancel(Claim claim, CancellationToken asked) => claim.TryWithdraw(claim => new OperationCanceledException(
        $"The wait for exclusive access to {claim.Description} was cancelled.", asked));

    /// <summary>Begins to watch the time and the tokens.</summary>
    /// <param name="caller">The caller's token.</param>
    /// <param name="shield">That of the shield around the flow.</param>
    public void Watch(CancellationToken caller, CancellationToken shield)
    {
        ITimer? timer = limit == Timeout.InfiniteTimeSpan
            ? null
            : Clock.Current.CreateTimer(_ => GiveUpLate(), null, limit, Timeout.InfiniteTimeSpan);
        CancellationTokenRegistration onCaller = caller.UnsafeRegister(token => Cancel(claim, (CancellationToken)token!), caller);
        CancellationTokenRegistration onShield = shield.UnsafeRegister(token => Cancel(claim, (CancellationToken)token!), shield);
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

    /// <summary>Ends that: the claim waits no more.</summary>
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

    private void GiveUpLate() => claim.TryWithdraw(claim => new TimeoutException(string.Create(
        CultureInfo.InvariantCulture,
        $"Exclusive access to {claim.Description} was not granted within {limit.TotalSeconds} s: {claim.Waiting!.DescribeBlockers()}.")));
}
