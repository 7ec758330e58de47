using System.Globalization;
using System.Text;

namespace Tutti.Execution.Internal;

/// <summary>Writes what parties wait for, as a tree.</summary>
internal sealed class Explanation
{
    private const int MostLines = 200;

    private readonly StringBuilder _text = new();
    private readonly HashSet<IParty> _told = [];
    private int _lines;

    private Explanation()
    {
    }

    /// <summary>Explains one future.</summary>
    public static string Of(Future future)
    {
        var explanation = new Explanation();
        explanation.Tell(future, 0, string.Empty);
        return explanation._text.ToString();
    }

    /// <summary>Explains every future that runs.</summary>
    public static string OfAllRunning()
    {
        var explanation = new Explanation();
        foreach (Future future in Future.Running)
        {
            if (!explanation._told.Contains(future))
            {
                explanation.Tell(future, 0, string.Empty);
            }
        }

        return explanation._lines == 0 ? "no future runs" : explanation._text.ToString();
    }

    /// <summary>Explains a virtual run: its program, and every future that runs in it.</summary>
    public static string Of(VirtualRun run)
    {
        var explanation = new Explanation();
        explanation.Tell(run, 0, string.Empty);
        foreach (Future future in Family.ListRunning(run.Roots))
        {
            if (!explanation._told.Contains(future))
            {
                explanation.Tell(future, 0, string.Empty);
            }
        }

        return explanation._text.ToString();
    }

    private void Tell(IParty party, int depth, string role)
    {
        var future = party as Future;
        string state = future?.DescribeState() ?? "outside of any future";
        if (!_told.Add(party))
        {
            AddLine(depth, $"{role}{party.Name} (see above)");
            return;
        }

        if (!AddLine(depth, $"{role}{party.Name} ({state})") || future is { IsDone: true })
        {
            return;
        }

        int level = depth + 1;
        foreach (Wait wait in WaitsOf(party))
        {
            AddLine(level, string.Create(CultureInfo.InvariantCulture, $"waits {Age.Describe(wait.Elapsed)} for {wait.Describe()}"));
            foreach (IParty blocker in BlockersOf(wait))
            {
                Tell(blocker, level + 1, string.Empty);
            }

            level += wait.IsForOwnWork ? 1 : 0;
        }

        List<Future> children = [];
        future?.FamilyIfAny?.CopyChildren(children);
        foreach (Future child in children.Where(child => !child.IsDone && !_told.Contains(child)).Reverse())
        {
            Tell(child, depth + 1, "child ");
        }
    }

    /// <summary>Gets the waits to tell of, those for the party's own work first: what that waits for stands beneath it.</summary>
    private static IEnumerable<Wait> WaitsOf(IParty party)
    {
        List<Wait> waits = [];
        for (Wait? wait = party.Waits.Newest; wait is not null; wait = WaitList.Before(wait))
        {
            waits.Add(wait);
        }

        if (!waits.TrueForAll(IsForUnnamedWork))
        {
            waits.RemoveAll(IsForUnnamedWork);
        }

        return waits.OrderByDescending(wait => wait.IsForOwnWork);

        static bool IsForUnnamedWork(Wait wait) => wait is { IsForOwnWork: true, Target: not null };
    }

    private static IEnumerable<IParty> BlockersOf(Wait wait)
    {
        if (wait.IsForOwnWork)
        {
            return [];
        }

        if (wait.Target is { } target)
        {
            return [target];
        }

        if (wait is NestedWait nested)
        {
            return nested.Awaited();
        }

        List<Blocker> blockers = [];
        wait.AddBlockers(blockers);
        return blockers.Select(blocker => blocker.Party).Distinct();
    }

    private bool AddLine(int depth, string line)
    {
        if (_lines >= MostLines)
        {
            return false;
        }

        if (_lines++ > 0)
        {
            _text.AppendLine();
        }

        _text.Append(' ', 2 * depth).Append(_lines == MostLines ? "..." : line);
        return true;
    }
}
