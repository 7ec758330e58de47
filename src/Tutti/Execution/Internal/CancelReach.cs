using System.Runtime.InteropServices;

namespace Tutti.Execution.Internal;

/// <summary>Is what one cancel reaches, and collects what becomes of it: it is complete when all of that has ended.</summary>
/// <remarks>Thread safe.</remarks>
internal sealed class CancelReach
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IStoppable, StopReport> _stops = [];
    private readonly List<Future> _failed = [];
    private readonly TimeProvider _clock = Clock.Current;
    private readonly long _start;
    private int _count;
    private int _running = 1; // the gathering is one too

    public CancelReach(string name)
    {
        _start = _clock.GetTimestamp();
        Report = new Future<CancelReport>(name);
    }

    /// <summary>Gets the future that ends when all that was reached has.</summary>
    public Future<CancelReport> Report { get; }

    /// <summary>Takes in a future that the cancel has reached.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(Future future)
    {
        lock (_lock)
        {
            if (_running == 0 || future.IsReachedBy(this))
            {
                return false;
            }

            _count++;
            _running++;
            if (future.TryAttach(new ReachContinuation(this, future)))
            {
                return true;
            }
        }

        NoteEnd(future);
        return true;
    }

    /// <summary>Says that all that was reached at once has been added; what joins a cancelled family later still is.</summary>
    public void EndGathering()
    {
        lock (_lock)
        {
            if (--_running > 0)
            {
                return;
            }
        }

        Complete();
    }

    /// <summary>Says that a future has ended that was taken in.</summary>
    public void NoteEnd(Future future)
    {
        IReadOnlyList<StopReport> stops = future.FamilyIfAny?.Stops ?? [];
        lock (_lock)
        {
            foreach (StopReport stop in stops)
            {
                ref StopReport? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_stops, stop.Source, out _);
                known = known is null || stop.Outcome >= known.Outcome ? stop : known;
            }

            if (future.IsFailed)
            {
                _failed.Add(future);
            }

            if (--_running > 0)
            {
                return;
            }
        }

        Complete();
    }

    private void Complete() =>
        Report.EndWith(new CancelReport([.. _stops.Values], _count, [.. _failed], _clock.GetElapsedTime(_start)));
}
