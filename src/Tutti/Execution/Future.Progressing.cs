using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Progress.</content>
public partial class Future
{
    /// <summary>Occurs when the work has reported progress: once for each report, in their order, on the thread that reports it.</summary>
    /// <remarks>
    /// The work waits for the handlers, so they should be short; one that throws keeps no other from being called. What was reported before a
    /// handler was added is in <see cref="Progress"/>. The end of the future is no report.
    /// </remarks>
    public event EventHandler<FutureProgress>? ProgressChanged
    {
        add
        {
            ref EventHandler<FutureProgress>? handlers = ref EnsureExtras().ProgressChanged;
            EventHandler<FutureProgress>? before;
            do
            {
                before = Volatile.Read(ref handlers);
            }
            while (!ReferenceEquals(Interlocked.CompareExchange(ref handlers, before + value, before), before));
        }

        remove
        {
            ref EventHandler<FutureProgress>? handlers = ref EnsureExtras().ProgressChanged;
            EventHandler<FutureProgress>? before;
            do
            {
                before = Volatile.Read(ref handlers);
            }
            while (!ReferenceEquals(Interlocked.CompareExchange(ref handlers, before - value, before), before));
        }
    }

    /// <summary>Gets how far the work has come, as it last reported.</summary>
    /// <value>
    /// By default <see cref="FutureProgress.Unknown"/>; the fraction is 1 once the future has ended with success. The time left counts down from
    /// one report to the next. It is what the work itself reports: that of children is theirs.
    /// </value>
    public FutureProgress Progress
    {
        get
        {
            FutureProgress last = ProgressIfAny ?? FutureProgress.Unknown;
            return IsSuccessful ? new FutureProgress(1, last.Text, TimeSpan.Zero) : IsDone ? last : last.Now();
        }
    }

    private FutureProgress? ProgressIfAny => Volatile.Read(ref _extras) is { } extras ? Volatile.Read(ref extras.Progress) : null;

    /// <summary>Reports progress of the future whose work the caller is; does nothing outside of one.</summary>
    /// <param name="fraction">The part that is done, from 0 to 1.</param>
    /// <param name="text">What to say of it, such as <c>"3 of 10"</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not within 0 and 1.</exception>
    public static void ReportProgress(double fraction, string? text = null)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Progress is a fraction from 0 to 1.");
        }

        if (Flow.Current is { Owner: { } owner } flow)
        {
            flow.Run?.ThrowIfOutside("Future.ReportProgress", owner);
            owner.SetProgress(fraction, text ?? string.Empty);
        }
    }

    private protected static void NoteStart() => Asynchrony.Settle();

    internal void SetProgress(double fraction, string text)
    {
        if (IsDone)
        {
            return; // A part of the work that nobody waited for reports late.
        }

        double ticksLeft = _age.Elapsed.Ticks * ((1 - fraction) / fraction);
        bool isKnown = ticksLeft < TimeSpan.MaxValue.Ticks; // not if nothing is done yet, or so little that the time left is beyond all measure
        var progress = new FutureProgress(fraction, text, isKnown ? TimeSpan.FromTicks((long)ticksLeft) : null);
        FutureExtras extras = EnsureExtras();
        Volatile.Write(ref extras.Progress, progress);
        Handlers.Raise(
            Volatile.Read(ref extras.ProgressChanged),
            this,
            progress,
            static (future, _, ex) => Log.CallbackFailed(ex, $"ProgressChanged of '{((Future)future!).Name}'"));
    }
}
