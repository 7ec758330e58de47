namespace Tutti.Execution.Internal;

/// <summary>Is the graph of who waits for whom, as seen from one wait; finds out whether that wait can ever end.</summary>
/// <remarks>
/// A party can go on if it waits for nothing of Tutti's, or if one of its waits can end: its code may run along several lines, and which of
/// them it is up to is not known. What holds something is judged only by the waits that began while it held that. A wait that would be part of a
/// circle but for another line of its party is suspected from then on, and looked at again when a wait of that line has ended.
/// </remarks>
internal sealed class WaitGraph
{
    private const int Largest = 10_000;
    private const int LongestWalk = 1_000;

    private readonly Dictionary<Wait, List<Blocker>> _blockers = [];
    private readonly Dictionary<Blocker, List<Wait>> _waits = [];
    private readonly HashSet<Wait> _ending = [];
    private bool _isEachLineNeeded; // by whoever waits for a party, or for any of several; else one will do

    private WaitGraph()
    {
    }

    /// <summary>Finds out whether a wait, which has begun, can never end.</summary>
    /// <param name="wait">The wait.</param>
    /// <returns>The circle in which everybody waits for the next, or <see langword="null"/> if the wait may end.</returns>
    public static Circle? FindCircle(Wait wait)
    {
        var graph = new WaitGraph();
        if (!graph.Collect(wait))
        {
            return null;
        }

        if (!graph.CanEnd(wait))
        {
            return graph.CircleFrom(wait);
        }

        graph.SuspectWhatHangs(wait);
        return null;
    }

    /// <summary>Finds out whether a wait for a future can never end, as <see cref="FindCircle(Wait)"/> does; cheap where it soon can.</summary>
    public static Circle? FindCircle(Wait wait, Future target) => MightClose(wait, target) ? FindCircle(wait) : null;

    /// <summary>Tells cheaply whether to look closer: false where all that the target waits for ends soon somewhere else.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="target">What it is for.</param>
    public static bool MightClose(Wait wait, Future target)
    {
        int steps = LongestWalk;
        return MightHang(target, wait.Party, ref steps);
    }

    /// <summary>Tells cheaply that a party goes on, whatever it has to give back; false where that takes a closer look.</summary>
    public static bool SurelyGoesOn(IParty party)
    {
        int steps = LongestWalk;
        return !MightHang(party, null, ref steps);
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

    /// <summary>Tells whether one of a party's waits, as far as they can be followed from future to future, leads to something else.</summary>
    private static bool MightHang(IParty party, IParty? origin, ref int steps)
    {
        if (ReferenceEquals(party, origin) || --steps < 0)
        {
            return true;
        }

        for (Wait? wait = party.Waits.Newest; wait is not null; wait = WaitList.Before(wait))
        {
            if (wait is CombinedWait combined ? MightHang(combined.Targets, origin, ref steps)
                : wait.Target is { } target ? MightHang(target, origin, ref steps)
                : wait.HasBlockers)
            {
                return true;
            }
        }

        return false;
    }

    private static bool MightHang(IReadOnlyList<Future> targets, IParty? origin, ref int steps)
    {
        foreach (Future target in targets)
        {
            if (MightHang(target, origin, ref steps))
            {
                return true;
            }
        }

        return false;
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
                if (!_ending.Contains(wait) && CanEnd(wait, blockers))
                {
                    hasChanged = _ending.Add(wait);
                }
            }
        }
        while (hasChanged && !_ending.Contains(root));
        return _ending.Contains(root);
    }

    private bool CanEnd(Wait wait, List<Blocker> blockers) =>
        blockers.Count == 0 || (wait.EndsWithAny && !_isEachLineNeeded ? blockers.Exists(CanGoOn) : blockers.TrueForAll(CanGoOn));

    private bool CanGoOn(Blocker blocker) => _waits[blocker] is var waits
        && (waits.Count == 0 || (_isEachLineNeeded ? waits.TrueForAll(_ending.Contains) : waits.Exists(_ending.Contains)));

    /// <summary>Suspects the waits that only another line of their party, or another of several futures, keeps out of a circle.</summary>
    private void SuspectWhatHangs(Wait root)
    {
        List<Wait> inDoubt = [.. _waits.Values.Where(waits => waits.Count > 1).SelectMany(waits => waits)];
        inDoubt.AddRange(_blockers.Where(pair => pair.Key.EndsWithAny && pair.Value.Count > 1).Select(pair => pair.Key));
        if (inDoubt.Count == 0)
        {
            return;
        }

        _ending.Clear();
        _isEachLineNeeded = true;
        if (CanEnd(root))
        {
            return;
        }

        inDoubt.RemoveAll(_ending.Contains);
        inDoubt.ForEach(wait => wait.Suspect());
        if (_blockers.Any(pair => pair.Key.IsOver || pair.Value.Exists(blocker => blocker.Party is Future { IsDone: true })))
        {
            inDoubt.ForEach(wait => wait.NoteChange()); // Nobody may have seen that it is suspected.
        }
    }

    private Circle CircleFrom(Wait root)
    {
        List<Circle.Step> steps = [];
        HashSet<Wait> seen = [];
        for (Wait wait = root; seen.Add(wait);)
        {
            List<Blocker> blockers = _blockers[wait];
            Blocker stuck = blockers.Find(blocker => !CanGoOn(blocker));
            steps.Add(new Circle.Step(wait, stuck, IsOneOfSeveral: blockers.Count > 1));
            wait = _waits[stuck][0];
        }

        return new Circle(steps);
    }
}
