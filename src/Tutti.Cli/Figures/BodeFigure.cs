using System.Numerics;
using Tutti.Cli.Display;
using Tutti.Cli.Plots;
using Tutti.Quantities;
using Tutti.Signals;

namespace Tutti.Cli.Figures;

/// <summary>Draws a transfer function: magnitude above phase, over one frequency axis.</summary>
internal static class BodeFigure
{
    private const int ModelPoints = 801;
    private const double FullTurn = 360;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">What is seen.</param>
    /// <param name="subtitle">How it was taken.</param>
    /// <param name="trace">The transfer function.</param>
    /// <param name="isLogarithmic">Whether the frequency axis is.</param>
    /// <param name="resonance">A resonance to draw with it, or <see langword="null"/>.</param>
    /// <returns>The figure.</returns>
    public static Figure Of(string title, string subtitle, Trace<Complex> trace, bool isLogarithmic, ResonanceFit? resonance)
    {
        double[] frequencies = trace.Axis.ToArray();
        Trace<double> phase = trace.PhaseInDegrees(unwrap: true);
        List<PlotSeries> magnitudes = [new("measured", frequencies, trace.MagnitudeInDecibel().Values)];
        List<PlotSeries> phases = [new("measured", frequencies, phase.Values)];
        if (resonance is not null)
        {
            Trace<Complex> model = Model(trace.Axis, isLogarithmic, resonance);
            string frequency = Readable.Of(resonance.ResonanceFrequency, Unit.Hertz);
            string name = $"fit: {frequency}, Q = {Readable.Number(resonance.QualityFactor, 4)}";
            double[] modelFrequencies = model.Axis.ToArray();
            magnitudes.Add(new PlotSeries(name, modelFrequencies, model.MagnitudeInDecibel().Values) { IsModel = true });
            phases.Add(new PlotSeries(name, modelFrequencies, Near(model.PhaseInDegrees(unwrap: true), phase)) { IsModel = true });
        }

        PlotAxis axis = TraceFigure.AxisOf(trace.Axis) with { IsLogarithmic = isLogarithmic };
        return new Figure(
            title,
            axis,
            [
                new PlotPanel(new PlotAxis("Magnitude", "dB"), magnitudes),
                new PlotPanel(new PlotAxis("Phase", "deg"), phases) { HasLegend = false },
            ])
        {
            Subtitle = subtitle,
        };
    }

    private static Trace<Complex> Model(Axis axis, bool isLogarithmic, ResonanceFit resonance)
    {
        double[] points = axis.ToArray();
        double low = points.Min();
        double high = points.Max();
        double[] frequencies = new double[ModelPoints];
        Complex[] values = new Complex[ModelPoints];
        for (int i = 0; i < ModelPoints; i++)
        {
            double part = i / (ModelPoints - 1.0);
            frequencies[i] = isLogarithmic ? low * Math.Pow(high / low, part) : low + ((high - low) * part);
            values[i] = resonance.ValueAt(new Quantity(frequencies[i], axis.Unit));
        }

        return new Trace<Complex>(Axis.FromPoints(axis.Name, frequencies, axis.Unit), values, resonance.Unit);
    }

    /// <summary>Moves an unwrapped phase by whole turns, since where its counting begins is arbitrary.</summary>
    private static double[] Near(Trace<double> model, Trace<double> measured)
    {
        double difference = measured.Values.Span[measured.Count / 2] - model.Values.Span[model.Count / 2];
        double turns = double.IsFinite(difference) ? Math.Round(difference / FullTurn) * FullTurn : 0;
        return [.. model.Values.ToArray().Select(value => value + turns)];
    }
}
