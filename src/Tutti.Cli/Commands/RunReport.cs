using System.Globalization;
using Tutti.Cli.Display;
using Tutti.Cli.Procedures;
using Tutti.Execution;

namespace Tutti.Cli.Commands;

/// <summary>Shows what a run gave.</summary>
internal static class RunReport
{
    private const double RatioLimit = 0.65;

    /// <summary>Gets how the instruments of a run act.</summary>
    public static string Manner => Asynchrony.IsDisabled ? "one after the other, as asynchrony is off" : "at the same time";

    /// <summary>Shows findings beside the truth.</summary>
    /// <param name="display">Where to.</param>
    /// <param name="findings">The findings, whose truth is known.</param>
    public static void Compare(RunDisplay display, IReadOnlyList<Finding> findings)
    {
        var table = new ResultTable("", "measured", "truth", "off by", "allowed", "");
        foreach (Finding finding in findings)
        {
            table.Add(
                finding.IsGood,
                finding.What,
                finding.Measured,
                finding.Truth ?? "",
                finding.DeviationText,
                finding.LimitText,
                finding.IsGood == true ? "good" : "outside");
        }

        display.Table(table);
    }

    /// <summary>Shows findings.</summary>
    /// <param name="display">Where to.</param>
    /// <param name="findings">The findings.</param>
    public static void Describe(RunDisplay display, IReadOnlyList<Finding> findings)
    {
        var table = new ResultTable("", "found");
        foreach (Finding finding in findings)
        {
            table.Add(isGood: null, finding.What, finding.Measured);
        }

        display.Table(table);
    }

    /// <summary>Shows how long the instruments took together, and each alone.</summary>
    /// <param name="display">Where to.</param>
    /// <param name="result">What the run gave, with the times alone.</param>
    public static void Times(RunDisplay display, AcquisitionResult result)
    {
        if (result.Alone is not var (scope, sweep) || result.Ratio is not { } ratio)
        {
            return;
        }

        string limit = RatioLimit.ToString(CultureInfo.InvariantCulture);
        string verdict = Asynchrony.IsDisabled ? "asynchrony is off: one after the other"
            : ratio <= RatioLimit ? $"allowed: {limit}"
            : $"allowed: {limit}; is the computer busy?";
        display.Line($"Scope alone {Readable.Seconds(scope)}, network analyzer alone {Readable.Seconds(sweep)}.");
        string together = Readable.Seconds(result.RoundTime);
        display.Line(string.Create(CultureInfo.InvariantCulture, $"Together {together}: {ratio:0.00} of the sum ({verdict})."));
    }
}
