using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Decides whether to spin for a moment before a thread blocks, by whether that has paid off of late.</summary>
/// <remarks>Where it has not, such as on a busy machine or for long waits, it tries again only now and then. Not thread-safe.</remarks>
internal struct SpinHabit
{
    private const int Patience = 4;
    private const int Interval = 8;
    private const int Pause = 8;

    private static readonly long Longest = Environment.ProcessorCount == 1 ? 0 : Timestamps.FromMicroseconds(20);

    private int _failures;
    private int _skipped;

    /// <summary>Spins until something is true, for at most 20 us.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="state">What it is called with.</param>
    /// <returns>Whether it is true.</returns>
    public bool SpinUntil<T>(Func<T, bool> condition, T state)
    {
        if (_failures >= Patience && ++_skipped % Interval != 0)
        {
            return false;
        }

        long end = Timestamps.Now + Longest;
        do
        {
            for (int i = 0; i < Pause; i++)
            {
                if (condition(state))
                {
                    _failures = 0;
                    return true;
                }

                Thread.SpinWait(1);
            }
        }
        while (Timestamps.Now < end);
        _failures = Math.Min(_failures + 1, Patience);
        return false;
    }
}
