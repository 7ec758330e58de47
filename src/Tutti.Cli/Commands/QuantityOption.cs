using System.CommandLine;
using System.CommandLine.Parsing;
using Tutti.Quantities;

namespace Tutti.Cli.Commands;

/// <summary>Makes options that take a number with a unit, such as <c>--start "10 kHz"</c>.</summary>
internal static class QuantityOption
{
    /// <summary>Makes an option.</summary>
    /// <param name="name">Its name, with the dashes.</param>
    /// <param name="kind">What it takes, such as "frequency", as the help names it.</param>
    /// <param name="example">The value when it is not given.</param>
    /// <param name="description">What it means.</param>
    /// <param name="range">The least and the most that it takes; <see langword="null"/> where only the device knows.</param>
    /// <returns>The option; any unit of the default's dimension is taken, and every other one is refused, as is a number alone.</returns>
    public static Option<Quantity> Create(
        string name,
        string kind,
        Quantity example,
        string description,
        (Quantity Minimum, Quantity Maximum)? range = null)
    {
        return new Option<Quantity>(name)
        {
            Description = description,
            HelpName = kind,
            DefaultValueFactory = _ => example,
            CustomParser = result => Parse(result, name, kind, example, range),
        };
    }

    private static Quantity Parse(
        ArgumentResult result,
        string name,
        string kind,
        Quantity example,
        (Quantity Minimum, Quantity Maximum)? range)
    {
        string text = result.Tokens[0].Value;
        string problem = "";
        Quantity quantity = default;
        try
        {
            quantity = Quantity.Parse(text);
            problem = quantity.Unit is null ? $"'{text}' has no unit"
                : quantity.Dimension != example.Dimension ? $"'{text}' is none"
                : !double.IsFinite(quantity.Value) ? $"'{text}' is not a finite one"
                : range is var (minimum, maximum) && (quantity < minimum || quantity > maximum)
                    ? $"'{text}' is not from {minimum} to {maximum}"
                : "";
        }
        catch (FormatException ex)
        {
            problem = ex.Message.TrimEnd('.');
        }

        if (problem.Length > 0)
        {
            result.AddError($"Option '{name}' takes a {kind} such as '{example}'; {problem}.");
        }

        return quantity;
    }
}
