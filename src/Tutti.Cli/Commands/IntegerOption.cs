using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Tutti.Cli.Commands;

/// <summary>Makes options that take a whole number.</summary>
internal static class IntegerOption
{
    /// <summary>Makes an option.</summary>
    /// <param name="name">Its name, with the dashes.</param>
    /// <param name="minimum">The least that it takes.</param>
    /// <param name="maximum">The most that it takes.</param>
    /// <param name="value">The value when it is not given.</param>
    /// <param name="description">What it means.</param>
    /// <returns>The option.</returns>
    public static Option<int> Create(string name, int minimum, int maximum, int value, string description)
    {
        return new Option<int>(name)
        {
            Description = description,
            HelpName = "number",
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse(result, name, minimum, maximum),
        };
    }

    private static int Parse(ArgumentResult result, string name, int minimum, int maximum)
    {
        string text = result.Tokens[0].Value;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value);
        if (!isNumber || value < minimum || value > maximum)
        {
            string range = string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}");
            result.AddError($"Option '{name}' takes a whole number {range}; '{text}' is none.");
        }

        return value;
    }
}
