using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tutti.Signals.Internal;

/// <summary>Computes with the values of traces, point by point, vectorised for real and complex numbers.</summary>
/// <remarks>Spans of one call have the same length; a target may be an operand, but not overlap one otherwise.</remarks>
internal static class TraceMath
{
    internal static void Add<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target)
        where T : struct, INumberBase<T>
    {
        int done = 0;
        if (IsMadeOfDoubles<T>())
        {
            ReadOnlySpan<Vector<double>> a = AsVectors(left);
            ReadOnlySpan<Vector<double>> b = AsVectors(right);
            Span<Vector<double>> c = AsVectors(target);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = a[i] + b[i];
            }

            done = DoneBy<T>(c.Length);
        }

        for (int i = done; i < target.Length; i++)
        {
            target[i] = left[i] + right[i];
        }
    }

    internal static void Subtract<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target)
        where T : struct, INumberBase<T>
    {
        int done = 0;
        if (IsMadeOfDoubles<T>())
        {
            ReadOnlySpan<Vector<double>> a = AsVectors(left);
            ReadOnlySpan<Vector<double>> b = AsVectors(right);
            Span<Vector<double>> c = AsVectors(target);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = a[i] - b[i];
            }

            done = DoneBy<T>(c.Length);
        }

        for (int i = done; i < target.Length; i++)
        {
            target[i] = left[i] - right[i];
        }
    }

    /// <summary>Multiplies with a number, which for complex values may be complex.</summary>
    internal static void Multiply<T>(ReadOnlySpan<T> values, T factor, Span<T> target)
        where T : struct, INumberBase<T>
    {
        int done = 0;
        if (IsMadeOfDoubles<T>() && T.IsRealNumber(factor))
        {
            Vector<double> b = new(Unsafe.As<T, double>(ref factor));   // the real part comes first
            ReadOnlySpan<Vector<double>> a = AsVectors(values);
            Span<Vector<double>> c = AsVectors(target);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = a[i] * b;
            }

            done = DoneBy<T>(c.Length);
        }

        for (int i = done; i < target.Length; i++)
        {
            target[i] = values[i] * factor;
        }
    }

    internal static void Divide<T>(ReadOnlySpan<T> values, T divisor, Span<T> target)
        where T : struct, INumberBase<T>
    {
        int done = 0;
        if (IsMadeOfDoubles<T>() && T.IsRealNumber(divisor))
        {
            Vector<double> b = new(Unsafe.As<T, double>(ref divisor));
            ReadOnlySpan<Vector<double>> a = AsVectors(values);
            Span<Vector<double>> c = AsVectors(target);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = a[i] / b;
            }

            done = DoneBy<T>(c.Length);
        }

        for (int i = done; i < target.Length; i++)
        {
            target[i] = values[i] / divisor;
        }
    }

    /// <summary>Computes mean + weight (next - mean), which leaves equal values exactly as they are.</summary>
    internal static void Mix<T>(ReadOnlySpan<T> mean, ReadOnlySpan<T> next, double weight, Span<T> target)
        where T : struct, INumberBase<T>
    {
        int done = 0;
        if (IsMadeOfDoubles<T>())
        {
            Vector<double> w = new(weight);
            ReadOnlySpan<Vector<double>> a = AsVectors(mean);
            ReadOnlySpan<Vector<double>> b = AsVectors(next);
            Span<Vector<double>> c = AsVectors(target);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = a[i] + (w * (b[i] - a[i]));
            }

            done = DoneBy<T>(c.Length);
        }

        var factor = T.CreateChecked(weight);
        for (int i = done; i < target.Length; i++)
        {
            target[i] = mean[i] + (factor * (next[i] - mean[i]));
        }
    }

    internal static double Sum(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> sums = default;
        foreach (Vector<double> vector in vectors)
        {
            sums += vector;
        }

        double sum = Vector.Sum(sums);
        foreach (double value in values[(vectors.Length * Vector<double>.Count)..])
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Sums the squares of the distances from a centre.</summary>
    internal static double SumOfSquares(ReadOnlySpan<double> values, double centre)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> centres = new(centre);
        Vector<double> sums = default;
        foreach (Vector<double> vector in vectors)
        {
            Vector<double> distance = vector - centres;
            sums += distance * distance;
        }

        double sum = Vector.Sum(sums);
        foreach (double value in values[(vectors.Length * Vector<double>.Count)..])
        {
            sum += (value - centre) * (value - centre);
        }

        return sum;
    }

    /// <summary>Finds the smallest and the largest value; not-a-number if there is one.</summary>
    internal static (double Min, double Max) Extremes(ReadOnlySpan<double> values)
    {
        double min = values[0];
        double max = values[0];
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        if (!vectors.IsEmpty)
        {
            Vector<double> minima = vectors[0];
            Vector<double> maxima = vectors[0];
            foreach (Vector<double> vector in vectors)
            {
                minima = Vector.Min(minima, vector);
                maxima = Vector.Max(maxima, vector);
            }

            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                min = double.Min(min, minima[lane]);
                max = double.Max(max, maxima[lane]);
            }
        }

        foreach (double value in values[(vectors.Length * Vector<double>.Count)..])
        {
            min = double.Min(min, value);
            max = double.Max(max, value);
        }

        return (min, max);
    }

    private static bool IsMadeOfDoubles<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(Complex);

    private static ReadOnlySpan<Vector<double>> AsVectors<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.Cast<T, Vector<double>>(values);

    private static Span<Vector<double>> AsVectors<T>(Span<T> values)
        where T : struct => MemoryMarshal.Cast<T, Vector<double>>(values);

    private static int DoneBy<T>(int vectors) => vectors * Vector<double>.Count * sizeof(double) / Unsafe.SizeOf<T>();
}
