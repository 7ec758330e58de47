using System.CommandLine;

namespace Tutti.Cli.Commands;

/// <summary>Says in one line what is wrong with a command line, and where to look.</summary>
internal static class UsageError
{
    private const int FarthestTypo = 2;

    /// <summary>Describes the first error of a command line.</summary>
    /// <param name="result">The command line, which has errors.</param>
    /// <returns>One line.</returns>
    public static string Of(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        string path = PathOf(command);
        string? unknown = result.UnmatchedTokens.OrderByDescending(IsOption).FirstOrDefault();
        string text = unknown switch
        {
            null when command.Subcommands.Count > 0 && command.Action is null =>
                $"'{path}' needs one of: {string.Join(", ", Names(command.Subcommands))}.",
            null => ErrorLine.FirstLine(result.Errors[0].Message),
            _ when IsOption(unknown) => $"Unknown option '{unknown}' for '{path}'{Suggestion(unknown, Options(command))}",
            _ when command.Subcommands.Count > 0 =>
                $"Unknown command '{unknown}' for '{path}'{Suggestion(unknown, Names(command.Subcommands))}",
            _ => $"'{path}' does not take '{unknown}'.",
        };
        return $"{ErrorLine.FirstLine(text)} See '{path} --help'.";
    }

    /// <summary>Gives the whole name of a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Its name behind those it belongs to, such as "tutti simulate red-pitaya".</returns>
    internal static string PathOf(Command command)
    {
        string name = command is RootCommand ? TuttiCommand.ToolName : command.Name;
        return command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {name}" : name;
    }

    private static bool IsOption(string token) => token.StartsWith('-');

    private static IEnumerable<string> Names(IEnumerable<Command> commands) => commands.Select(command => command.Name);

    private static IEnumerable<string> Options(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
        .Select(option => option.Name);

    private static string Suggestion(string unknown, IEnumerable<string> known)
    {
        string? nearest = known.MinBy(name => Distance(unknown, name));
        return nearest is not null && Distance(unknown, nearest) <= FarthestTypo ? $"; did you mean '{nearest}'?" : ".";
    }

    /// <summary>Counts the letters to insert, remove or replace to make one word of another (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[^1];
    }
}
