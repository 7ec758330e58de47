using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tutti.Cli.Commands;

/// <summary>Makes options that take one of a few words.</summary>
internal static class ChoiceOption
{
    /// <summary>Makes an option.</summary>
    /// <typeparam name="T">Its values are the words, in small letters.</typeparam>
    /// <param name="name">Its name, with the dashes.</param>
    /// <param name="value">The value when it is not given.</param>
    /// <param name="description">What it means.</param>
    /// <returns>The option.</returns>
    public static Option<T> Create<T>(string name, T value, string description)
        where T : struct, Enum
    {
        var option = new Option<T>(name)
        {
            Description = $"{description} {Words<T>()}.",
            HelpName = "word",
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse<T>(result, name),
        };
        option.CompletionSources.Add(Enum.GetNames<T>().Select(Word).ToArray());
        return option;
    }

    private static string Word(string name) => name.ToLowerInvariant();

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(Word));

    private static T Parse<T>(ArgumentResult result, string name)
        where T : struct, Enum
    {
        string text = result.Tokens[0].Value;
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        result.AddError($"Option '{name}' takes one of {Words<T>()}; '{text}' is none.");
        return default;
    }
}
