using System.Numerics;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <content>Sums, differences and multiples of traces.</content>
public sealed partial class Trace<T>
    where T : struct, INumberBase<T>
{
    /// <summary>Adds two traces point by point.</summary>
    /// <param name="left">
    /// The first; <see langword="null"/> counts as zero, so that a sum can begin with <c>Trace&lt;double&gt;? sum = null</c>.
    /// </param>
    /// <param name="right">The second.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentException">The traces have different axes or units.</exception>
    public static Trace<T> operator +(Trace<T>? left, Trace<T> right)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (left is null)
        {
            return right;
        }

        left.ThrowIfIncompatible(right, "add", nameof(right));
        var values = new T[left.Count];
        TraceMath.Add(left.Values.Span, right.Values.Span, values);
        return left.With(values, left.CommonMetadata(right));
    }

    /// <summary>Subtracts a trace from another, point by point.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="ArgumentException">The traces have different axes or units.</exception>
    public static Trace<T> operator -(Trace<T> left, Trace<T> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        left.ThrowIfIncompatible(right, "subtract", nameof(right));
        var values = new T[left.Count];
        TraceMath.Subtract(left.Values.Span, right.Values.Span, values);
        return left.With(values, left.CommonMetadata(right));
    }

    /// <summary>Changes the sign of every sample.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The negative.</returns>
    public static Trace<T> operator -(Trace<T> trace) => trace * -T.One;

    /// <summary>Multiplies every sample with a number.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="factor">The number.</param>
    /// <returns>The multiple, in the same unit.</returns>
    public static Trace<T> operator *(Trace<T> trace, T factor)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var values = new T[trace.Count];
        TraceMath.Multiply(trace.Values.Span, factor, values);
        return trace.With(values, trace._metadata);
    }

    /// <summary>Multiplies every sample with a number.</summary>
    /// <param name="factor">The number.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The multiple, in the same unit.</returns>
    public static Trace<T> operator *(T factor, Trace<T> trace) => trace * factor;

    /// <summary>Divides every sample by a number.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="divisor">The number.</param>
    /// <returns>The part, in the same unit.</returns>
    public static Trace<T> operator /(Trace<T> trace, T divisor)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var values = new T[trace.Count];
        TraceMath.Divide(trace.Values.Span, divisor, values);
        return trace.With(values, trace._metadata);
    }
}
