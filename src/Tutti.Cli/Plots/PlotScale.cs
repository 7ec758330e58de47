namespace Tutti.Cli.Plots;

/// <summary>Maps the numbers of an axis to places on the paper.</summary>
internal readonly struct PlotScale
{
    private readonly double _from;
    private readonly double _perUnit;

    /// <summary>Initializes the scale of an axis.</summary>
    /// <param name="minimum">The lower end, above zero on a logarithmic axis.</param>
    /// <param name="maximum">The upper end, above the lower.</param>
    /// <param name="isLogarithmic">Whether equal distances are equal ratios.</param>
    /// <param name="start">Where the lower end stands, in pixels.</param>
    /// <param name="end">Where the upper end stands, in pixels.</param>
    public PlotScale(double minimum, double maximum, bool isLogarithmic, double start, double end)
    {
        Minimum = minimum;
        Maximum = maximum;
        IsLogarithmic = isLogarithmic;
        Start = start;
        End = end;
        _from = isLogarithmic ? Math.Log10(minimum) : minimum;
        double to = isLogarithmic ? Math.Log10(maximum) : maximum;
        _perUnit = (end - start) / (to - _from);
    }

    /// <summary>Gets the lower end.</summary>
    public double Minimum { get; }

    /// <summary>Gets the upper end.</summary>
    public double Maximum { get; }

    /// <summary>Gets whether equal distances are equal ratios.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Gets where the lower end stands, in pixels.</summary>
    public double Start { get; }

    /// <summary>Gets where the upper end stands, in pixels.</summary>
    public double End { get; }

    /// <summary>Gets the length in pixels.</summary>
    public double Length => Math.Abs(End - Start);

    /// <summary>Makes the scale of an axis over its data.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="data">All its numbers; those that are not finite, or on a logarithmic axis not above zero, do not count.</param>
    /// <param name="padding">The part of the range that is added at each end, unless the axis gives that end.</param>
    /// <param name="start">Where the lower end stands, in pixels.</param>
    /// <param name="end">Where the upper end stands, in pixels.</param>
    /// <returns>The scale.</returns>
    public static PlotScale Fit(PlotAxis axis, IEnumerable<ReadOnlyMemory<double>> data, double padding, double start, double end)
    {
        (double low, double high) = Span(data, axis.IsLogarithmic);
        if (axis.IsLogarithmic)
        {
            low = axis.Minimum ?? low;
            high = axis.Maximum ?? high;
            return high > low * (1 + 1e-9)
                ? new PlotScale(low, high, true, start, end)
                : new PlotScale(low / 2, low * 2, true, start, end);
        }

        double pad = (high - low) * padding;
        low = axis.Minimum ?? low - pad;
        high = axis.Maximum ?? high + pad;
        double resolution = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9;
        if (high - low <= resolution)
        {
            double half = resolution > 0 ? resolution * 1e8 : 1;       // a flat line: a tenth of its height around it, or one around zero
            (low, high) = (low - half, high + half);
        }

        return new PlotScale(low, high, false, start, end);
    }

    /// <summary>Gives the place of a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The place in pixels; not finite where the axis cannot show the number.</returns>
    public double ToPixel(double value) => Start + (((IsLogarithmic ? Math.Log10(value) : value) - _from) * _perUnit);

    private static (double Low, double High) Span(IEnumerable<ReadOnlyMemory<double>> data, bool isLogarithmic)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (ReadOnlyMemory<double> values in data)
        {
            foreach (double value in values.Span)
            {
                if (double.IsFinite(value) && (!isLogarithmic || value > 0))
                {
                    low = Math.Min(low, value);
                    high = Math.Max(high, value);
                }
            }
        }

        return low <= high ? (low, high) : isLogarithmic ? (1, 10) : (0, 1);
    }
}
