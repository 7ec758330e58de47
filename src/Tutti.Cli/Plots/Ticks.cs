using System.Globalization;

namespace Tutti.Cli.Plots;

/// <summary>Chooses where an axis has its ticks: at round numbers, and no denser than their labels can be read.</summary>
internal static class Ticks
{
    private const double Slack = 1e-9;
    private const double NearEnd = 0.1;         // pixels: an axis that ends at 0.99999999 MHz still says 1 MHz

    private static readonly double[] DegreeSteps = [15, 45, 90, 180, 360];

    // Which multiples of a power of ten carry labels, from dense to sparse.
    private static readonly int[][] LabelledDigits = [[1, 2, 3, 4, 5, 7], [1, 2, 5], [1]];

    /// <summary>Chooses the ticks of an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="spacing">The least distance of two labels, in pixels.</param>
    /// <returns>The ticks in ascending order, and what the axis is called: its label, with the unit unless the ticks carry it.</returns>
    public static (IReadOnlyList<Tick> Ticks, string Label) Choose(PlotAxis axis, PlotScale scale, double spacing)
    {
        int most = Math.Max(2, (int)(scale.Length / spacing));
        return axis.IsLogarithmic ? (Logarithmic(axis, scale, most), axis.Label) : Linear(axis, scale, most);
    }

    /// <summary>Writes a number the way a label does: with a true minus sign, and zero without one.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many digits follow the decimal point.</param>
    /// <returns>The text.</returns>
    internal static string Format(double value, int decimals)
    {
        string text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool isZero = text.AsSpan().TrimStart('-').IndexOfAnyInRange('1', '9') < 0;
        return isZero ? text.TrimStart('-') : text.Replace('-', '\u2212');
    }

    private static (IReadOnlyList<Tick> Ticks, string Label) Linear(PlotAxis axis, PlotScale scale, int most)
    {
        double largest = Math.Max(Math.Abs(scale.Minimum), Math.Abs(scale.Maximum));
        SiPrefix prefix = SiPrefix.For(largest);
        bool isPlain = !axis.TakesPrefix && largest is > 1e-3 and < 1e6;
        double factor = isPlain ? 1 : prefix.Factor;
        string unit = axis.TakesPrefix ? prefix.Symbol + axis.Unit : isPlain ? axis.Unit : (prefix.PowerOfTen + axis.Unit).TrimEnd();
        double step = Step(axis, (scale.Maximum - scale.Minimum) / most);
        int decimals = Decimals(step / factor);
        Tick[] ticks = [.. Multiples(scale, step).Select(value => new Tick(value, Format(value / factor, decimals)))];
        return (ticks, unit.Length == 0 ? axis.Label : $"{axis.Label} ({unit})");
    }

    private static List<Tick> Logarithmic(PlotAxis axis, PlotScale scale, int most)
    {
        int first = (int)Math.Floor(Math.Log10(scale.Minimum));
        int last = (int)Math.Ceiling(Math.Log10(scale.Maximum));
        int decades = Enumerable.Range(first, last - first + 1).Count(decade => IsInside(scale, Math.Pow(10, decade)));
        int stride = Math.Max(1, (int)Math.Ceiling(decades / (double)most));
        double least = 0.8 * Math.Log10(scale.Maximum / scale.Minimum) / most;
        int[] labelled = LabelledDigits.First(digits => digits.Length == 1 || NarrowestGap(digits) >= least);
        List<Tick> ticks = [];
        for (int decade = first; decade <= last; decade++)
        {
            for (int digit = 1; digit <= (stride == 1 ? 9 : 1); digit++)
            {
                double value = digit * Math.Pow(10, decade);
                if (IsInside(scale, value))
                {
                    bool isLabelled = digit == 1 ? decade % stride == 0 : labelled.Contains(digit);
                    ticks.Add(new Tick(value, isLabelled ? Prefixed(value, axis) : ""));
                }
            }
        }

        if (ticks.Count(tick => tick.IsMajor) >= 3)
        {
            return ticks;
        }

        // Less than about half a decade: round numbers at equal steps read better.
        double step = Step(axis, (scale.Maximum - scale.Minimum) / Math.Min(most, 6));
        return [.. Multiples(scale, step).Select(value => new Tick(value, Prefixed(value, axis)))];
    }

    private static double NarrowestGap(int[] digits) =>
        digits.Zip([.. digits.Skip(1), 10], (digit, next) => Math.Log10(next / (double)digit)).Min();

    private static string Prefixed(double value, PlotAxis axis)
    {
        SiPrefix prefix = axis.TakesPrefix ? SiPrefix.For(value) : default;
        string number = (value / prefix.Factor).ToString("0.#########", CultureInfo.InvariantCulture);
        string unit = prefix.Symbol + axis.Unit;
        return unit.Length == 0 ? number : $"{number}\u00a0{unit}";
    }

    private static double Step(PlotAxis axis, double atLeast)
    {
        if (axis.IsInDegrees && atLeast > 10 && atLeast <= DegreeSteps[^1])
        {
            return DegreeSteps.First(step => step >= atLeast * (1 - Slack));
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast) + Slack));
        double digit = atLeast / power;
        return power * (digit <= 1 + Slack ? 1 : digit <= 2 + Slack ? 2 : digit <= 5 + Slack ? 5 : 10);
    }

    private static int Decimals(double step) => Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - Slack), 0, 15);

    private static bool IsInside(PlotScale scale, double value)
    {
        double pixel = scale.ToPixel(value);
        return pixel >= Math.Min(scale.Start, scale.End) - NearEnd && pixel <= Math.Max(scale.Start, scale.End) + NearEnd;
    }

    private static IEnumerable<double> Multiples(PlotScale scale, double step)
    {
        double slack = (scale.Maximum - scale.Minimum) * (NearEnd / scale.Length);
        double first = Math.Ceiling((scale.Minimum - slack) / step);
        double count = Math.Floor((scale.Maximum + slack) / step) - first;
        for (int i = 0; i <= count; i++)
        {
            yield return (first + i) * step;
        }
    }
}
