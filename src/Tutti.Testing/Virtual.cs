using System.Runtime.CompilerServices;
using Tutti.Execution;

namespace Tutti.Testing;

/// <summary>Runs programs in virtual time: eight hours of waiting take a moment, and the order of what happens at once can be chosen.</summary>
/// <remarks>
/// <para>
/// The whole program takes part, async functions and blocking ones (<see cref="Future.Run(Action, CancellationToken, string?)"/>) alike; one thread
/// runs at a time, and whenever everything waits for time, time jumps. Without a seed work runs in the order in which it became ready. With one that
/// order is permuted, and the same seed gives the same order again. What takes part and what does not, and how a run ends, is told by
/// <see cref="EventLoop.Run(Func{Task}, VirtualRunOptions)"/>.
/// </para>
/// <para>Make devices and links inside the program: what they remember of time is then virtual too.</para>
/// </remarks>
public static class Virtual
{
    private const int LongestExpression = 40;

    /// <summary>Runs a program in virtual time.</summary>
    /// <param name="program">The program.</param>
    /// <param name="seed">Permutes the order of ready work; <see langword="null"/> keeps it.</param>
    /// <returns>The virtual time that the program took.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="program"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="program"/> returned no task.</exception>
    /// <exception cref="TimeoutException">Nothing in the run went on for 5 s of real time; the message explains what waits for what.</exception>
    /// <remarks>What the program throws is thrown here, with its original stack trace.</remarks>
    public static TimeSpan Run(Func<Task> program, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var options = new VirtualRunOptions { Seed = seed };
        TimeSpan elapsed = TimeSpan.Zero;
        EventLoop.Run(
            async () =>
            {
                Task task = program() ?? throw new InvalidOperationException("The program returned no task.");
                await task.ConfigureAwait(EventLoop.IsCurrent);
                elapsed = options.Clock.Elapsed;
            },
            options);
        return elapsed;
    }

    /// <summary>Runs a program that has a result in virtual time.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The result of the program.</returns>
    /// <inheritdoc cref="Run(Func{Task}, int?)"/>
    public static T Run<T>(Func<Task<T>> program, int? seed = null) => EventLoop.Run(program, new VirtualRunOptions { Seed = seed });

    /// <summary>Runs a program with one seed after the other, and so in one order after the other, until it fails.</summary>
    /// <param name="program">The program; each run of it must begin anew, with devices and data of its own.</param>
    /// <param name="seeds">How many seeds to try: 0, 1, 2 and so on.</param>
    /// <param name="name">What to call the program in the message; by default the text of <paramref name="program"/>, if it is short.</param>
    /// <exception cref="ExplorationException">The program failed with a seed: the first that it failed with.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="program"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seeds"/> is less than 1.</exception>
    /// <remarks>With asynchrony off there is one order only, and the program runs once.</remarks>
    public static void Explore(
        Func<Task> program, int seeds = 1000, [CallerArgumentExpression(nameof(program))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        int count = Asynchrony.IsDisabled ? 1 : seeds;
        for (int seed = 0; seed < count; seed++)
        {
            try
            {
                Run(program, seed);
            }
#pragma warning disable CA1031 // Whatever the program throws is what is looked for; it is passed on as the cause.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                throw new ExplorationException(seed, NameOf(name), ex);
            }
        }
    }

    private static string NameOf(string? expression) =>
        expression is { Length: > 0 and <= LongestExpression } && !expression.Contains('\n', StringComparison.Ordinal) ? expression : "program";
}
