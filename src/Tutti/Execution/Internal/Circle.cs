using System.Text;

namespace Tutti.Execution.Internal;

/// <summary>Is a circle of parties each of which waits for the next, as seen from one that waits in it or for it.</summary>
internal sealed class Circle(IReadOnlyList<Circle.Step> steps)
{
    /// <summary>Gets a value indicating whether it goes through something held, and not through futures alone.</summary>
    public bool InvolvesHolding => steps.Any(step => step.On.Holding is not null);

    /// <summary>Makes the exception that names everybody in the circle.</summary>
    public DeadlockException ToException()
    {
        var text = new StringBuilder("This wait would never end, since everybody in a circle waits for the next:");
        foreach ((Wait wait, Blocker on, _) in steps)
        {
            string among = wait is CombinedWait { Target: null } ? $", among them '{on.Party.Name}'" : string.Empty;
            text.Append(Environment.NewLine).Append("  '").Append(wait.Party?.Name ?? "the main flow").Append("' waits for ")
                .Append(wait.Describe()).Append(among);
        }

        return new DeadlockException(text.Append('.').ToString());
    }

    /// <summary>Lets a wait of the circle fail, so that the others can go on.</summary>
    /// <returns>Whether one of them could.</returns>
    /// <remarks>
    /// A request on which the first wait hangs in the end is the first choice, so that it is not granted later, to nobody; but not one of several
    /// of which any would do.
    /// </remarks>
    public bool TryBreak()
    {
        DeadlockException deadlock = ToException();
        foreach ((Wait wait, Blocker on, bool isOneOfSeveral) in steps)
        {
            if (wait.TryRefuse(deadlock))
            {
                return true;
            }

            if (on.Holding is not null || (isOneOfSeveral && wait.EndsWithAny))
            {
                break;
            }
        }

        // If it is no circle any more, since a request was granted just now, nobody is to fail.
        return WaitGraph.FindCircle(steps[0].Wait) is null || steps.Any(step => step.Wait.TryFail(deadlock) || step.Wait.TryRefuse(deadlock));
    }

    /// <summary>Is one wait and on whom it hangs.</summary>
    /// <param name="Wait">The wait.</param>
    /// <param name="On">Who has to go on before it can end, and cannot.</param>
    /// <param name="IsOneOfSeveral">Whether it waits for others too.</param>
    public readonly record struct Step(Wait Wait, Blocker On, bool IsOneOfSeveral);
}
