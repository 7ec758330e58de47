using System.Text;

namespace Tutti.Execution.Internal;

/// <summary>Is the graph of who waits for whom, as seen from one wait; finds out whether that wait can ever end.</summary>
/// <remarks>
/// A party can go on if it waits for nothing of Tutti's, or if one of its waits can end: its code may run along several lines, and which of
/// them it is up to is not known. What holds something is judged only by the waits that began while it held that.
/// </remarks>
internal sealed class WaitGraph
{
    private const int Largest = 10_000;
    private const int LongestChain = 64;

    private readonly Dictionary<Wait, List<Blocker>> _blockers = [];
    private readonly Dictionary<Blocker, List<Wait>> _waits = [];
    private readonly HashSet<Wait> _ending = [];

    private WaitGraph()
    {
    }

    /// <summary>Explains why a wait, which has begun, can never end.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="involvesHolding">Whether the circle goes through something held, and not through futures alone.</param>
    /// <returns>The exception that names everybody in the circle, or <see langword="null"/> if the wait may end.</returns>
    public static DeadlockException? FindCircle(Wait wait, out bool involvesHolding)
    {
        involvesHolding = false;
        var graph = new WaitGraph();
        return graph.Collect(wait) && !graph.CanEnd(wait) ? new DeadlockException(graph.DescribeCircle(wait, out involvesHolding)) : null;
    }

    /// <summary>Explains why a wait for a future can never end, as <see cref="FindCircle(Wait, out bool)"/> does; cheap where it soon can.</summary>
    public static DeadlockException? FindCircle(Wait wait, Future target, out bool involvesHolding)
    {
        involvesHolding = false;
        return MightClose(wait, target) ? FindCircle(wait, out involvesHolding) : null;
    }

    /// <summary>Tells cheaply whether to look closer: false where the target's chain of waits ends soon somewhere else.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="target">What it is for.</param>
    public static bool MightClose(Wait wait, Future target)
    {
        for (int hops = 0; hops < LongestChain; hops++)
        {
            if (ReferenceEquals(target, wait.Party))
            {
                return true;
            }

            switch (NewestTelling(target))
            {
                case null:
                    return false;
                case { Target: { } next }:
                    target = next;
                    break;
                case CombinedWait combined:
                    return wait.Party is Future party && combined.Targets.Contains(party);
                case { } other:
                    return other.HasBlockers;
            }
        }

        return true;
    }

    /// <summary>Lets the request on which a wait for a future hangs in the end fail, so that it is not granted later, to nobody.</summary>
    /// <returns>Whether there was one; then the wait ends by itself.</returns>
    public static bool TryRefuseTarget(Wait wait, DeadlockException deadlock)
    {
        Wait? next = wait;
        for (int hops = 0; hops < LongestChain && next?.Target is IParty target; hops++)
        {
            next = NewestTelling(target);
            if (next?.TryRefuse(deadlock) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells cheaply that a party goes on, whatever it has to give back; false where that takes a closer look.</summary>
    public static bool SurelyGoesOn(IParty party)
    {
        if (party.Waits.Newest is not { } wait)
        {
            return true;
        }

        if (WaitList.Before(wait) is not null)
        {
            return false;
        }

        for (int hops = 0; hops < LongestChain; hops++)
        {
            if (wait.Target is not IParty target)
            {
                return !wait.HasBlockers;
            }

            if (target.Waits.Newest is not { } next)
            {
                return true;
            }

            wait = next;
        }

        return false;
    }

    /// <summary>Gets the newest wait of a party, but not one for a line of its own work if that waits for something.</summary>
    public static Wait? NewestTelling(IParty party)
    {
        Wait? wait = party.Waits.Newest;
        while (wait is { IsForOwnWork: true } && WaitList.Before(wait) is { } earlier)
        {
            wait = earlier;
        }

        return wait;
    }

    /// <summary>Gathers all that can be reached; false if it is too much to look at.</summary>
    private bool Collect(Wait root)
    {
        var open = new Stack<Wait>();
        open.Push(root);
        while (open.TryPop(out Wait? wait))
        {
            if (_blockers.ContainsKey(wait))
            {
                continue;
            }

            if (_blockers.Count >= Largest)
            {
                return false;
            }

            List<Blocker> blockers = [];
            wait.AddBlockers(blockers);
            _blockers.Add(wait, blockers);
            foreach (Blocker blocker in blockers)
            {
                if (_waits.ContainsKey(blocker))
                {
                    continue;
                }

                List<Wait> waits = WaitsOf(blocker);
                _waits.Add(blocker, waits);
                waits.ForEach(open.Push);
            }
        }

        return true;
    }

    private static List<Wait> WaitsOf(Blocker blocker)
    {
        if (blocker.Party is NestedWait { IsOver: false } above)
        {
            return [above];
        }

        List<Wait> waits = [];
        for (Wait? wait = blocker.Party.Waits.Newest; wait is not null; wait = WaitList.Before(wait))
        {
            if (blocker.Holding is not { } holding || wait.IsWithin(holding))
            {
                waits.Add(wait);
            }
        }

        if (waits.Exists(wait => !wait.IsForOwnWork))
        {
            waits.RemoveAll(wait => wait.IsForOwnWork);
        }

        return waits;
    }

    private bool CanEnd(Wait root)
    {
        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach ((Wait wait, List<Blocker> blockers) in _blockers)
            {
                if (!_ending.Contains(wait) && (blockers.Count == 0 || (wait.EndsWithAny ? blockers.Exists(CanGoOn) : blockers.TrueForAll(CanGoOn))))
                {
                    hasChanged = _ending.Add(wait);
                }
            }
        }
        while (hasChanged && !_ending.Contains(root));
        return _ending.Contains(root);
    }

    private bool CanGoOn(Blocker blocker) => _waits[blocker] is var waits && (waits.Count == 0 || waits.Exists(_ending.Contains));

    private string DescribeCircle(Wait root, out bool involvesHolding)
    {
        var text = new StringBuilder("This wait would never end, since everybody in a circle waits for the next:");
        HashSet<Wait> seen = [];
        involvesHolding = false;
        for (Wait wait = root; seen.Add(wait);)
        {
            text.Append(Environment.NewLine).Append("  ").Append('\'').Append(wait.Party?.Name ?? "the main flow").Append("' waits for ").Append(wait.Describe());
            Blocker stuck = _blockers[wait].Find(blocker => !CanGoOn(blocker));
            involvesHolding |= stuck.Holding is not null;
            wait = _waits[stuck][0];
        }

        return text.Append('.').ToString();
    }
}
