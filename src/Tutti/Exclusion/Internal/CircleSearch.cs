using Tutti.Execution;

namespace Tutti.Exclusion.Internal;

/// <summary>Tells cheaply whether the wait of a claim might close a circle; only then the graph is looked at as a whole.</summary>
/// <remarks>
/// There is none if all who hold, or run on, what the claim and those before it wait for go on. Guarded by <see cref="Gate.Lock"/>.
/// </remarks>
internal sealed class CircleSearch
{
    private static readonly CircleSearch Instance = new();

    private readonly List<Crowd> _crowds = [];

    private CircleSearch()
    {
    }

    /// <summary>Gets the number of this search.</summary>
    public int Number { get; private set; }

    /// <summary>Tells whether the wait of a claim, which stands in its queues, might close a circle.</summary>
    public static bool MightFind(Claim claim)
    {
        if (claim.Outer is null && claim.Party is not Future { IsWaitedFor: true })
        {
            return false; // It holds nothing and nobody waits for its end, so it can be part of no circle.
        }

        CircleSearch search = Instance;
        search.Number = unchecked(search.Number + 1);
        claim.Search(search);
        bool goesOn = true;
        for (int i = 0; goesOn && i < search._crowds.Count; i++)
        {
            goesOn = search._crowds[i].TrySearch(claim, search);
        }

        search._crowds.Clear();
        return !goesOn;
    }

    /// <summary>Adds a crowd unless it was met already.</summary>
    public void Add(Crowd crowd)
    {
        if (crowd.Search != Number)
        {
            crowd.Search = Number;
            _crowds.Add(crowd);
        }
    }
}
