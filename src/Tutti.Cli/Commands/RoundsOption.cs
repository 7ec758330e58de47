using System.CommandLine;

namespace Tutti.Cli.Commands;

/// <summary>Makes the option that says how many rounds a run has.</summary>
internal static class RoundsOption
{
    /// <summary>Says what an acquiring run does with asynchrony off.</summary>
    public const string WithoutAsynchrony = "one instrument after the other";

    private const int MostRounds = 100_000;

    /// <summary>Makes the option and adds it to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="rounds">How many rounds it runs when nothing is said.</param>
    /// <returns>The option.</returns>
    public static Option<int> AddTo(Command command, int rounds)
    {
        Option<int> option = IntegerOption.Create("--rounds", 1, MostRounds, rounds, "How many times both instruments acquire.");
        command.Add(option);
        return option;
    }
}
