using System.Globalization;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Explaining what a future waits for.</content>
public partial class Future : IParty
{
    private WaitList _waits;
    private Age _age;
    private volatile bool _isWaitedFor;

    /// <inheritdoc/>
    ref WaitList IParty.Waits => ref _waits;

    /// <summary>Gets a value indicating whether somebody who matters to the graph of waits has waited for it, be it by way of others.</summary>
    internal bool IsWaitedFor => _isWaitedFor;

    /// <summary>Explains what the future waits for, as a tree of indented lines.</summary>
    /// <returns>
    /// One line for the future, with its age and progress, and below it what it waits for just now and since when: other futures and what those
    /// wait for, exclusive access and who holds it, instruments and links; then the children that run beside it.
    /// </returns>
    /// <remarks>
    /// A snapshot for people, not to be parsed: it may already be out of date. Of tasks that are none of Tutti's nothing is known. At most 200
    /// lines. Never blocks for long.
    /// </remarks>
    public string Explain() => Explanation.Of(this);

    /// <summary>Says in some words how the future is.</summary>
    internal string DescribeState()
    {
        if (IsDone)
        {
            return FailureIfAny is null ? Status : $"failed: {((Failure)_outcome!).Message}";
        }

        string progress = ProgressIfAny is { } last
            ? string.Create(CultureInfo.InvariantCulture, $", {last.Fraction * 100:0} %{(last.Text.Length > 0 ? ", " : string.Empty)}{last.Text}")
            : string.Empty;
        return $"{(IsCancelRequested ? "being cancelled, " : string.Empty)}running for {_age}{progress}";
    }

    /// <summary>Notes that somebody waits for it, and so for those that it is made of.</summary>
    internal void NoteWaitedFor()
    {
        if (!_isWaitedFor)
        {
            _isWaitedFor = true;
            for (Wait? wait = _waits.Newest; wait is not null; wait = WaitList.Before(wait))
            {
                wait.NoteWaitedFor();
            }
        }
    }

    /// <summary>Says that this future, which has no work of its own, ends by others.</summary>
    private protected CombinedWait NoteMadeOf(IReadOnlyList<Future> futures, bool isForAny = false, bool cancelsRest = false)
    {
        var wait = new CombinedWait(futures, isForAny, cancelsRest);
        wait.Begin(this);
        return wait;
    }
}
