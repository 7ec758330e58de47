using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using Tutti.Quantities;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <summary>Holds samples over an axis, with their unit.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="Complex"/>.</typeparam>
/// <remarks>
/// Immutable, and so safe for any number of threads. Traces add, subtract, scale and average; two of them only on equal axes and in the
/// same unit. Of the metadata a result keeps what both operands say alike. Two traces are equal if axis, unit, values and metadata are.
/// </remarks>
public sealed partial class Trace<T> : IAverageable<Trace<T>>, IEquatable<Trace<T>>
    where T : struct, INumberBase<T>
{
    private readonly ReadOnlyDictionary<string, string> _metadata;

    /// <summary>Initializes a trace.</summary>
    /// <param name="axis">Where the samples lie.</param>
    /// <param name="values">
    /// The samples, [points]. The trace keeps the memory itself, without a copy: whoever made it must not write to it any more.
    /// </param>
    /// <param name="unit">The unit of the samples, or <see langword="null"/> for plain numbers.</param>
    /// <param name="metadata">What else is known of the trace; it is copied.</param>
    /// <exception cref="ArgumentException">There are not as many samples as the axis has points.</exception>
    public Trace(Axis axis, ReadOnlyMemory<T> values, Unit? unit, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(axis);
        if (axis.Count != values.Length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The axis '{axis.Name}' has {axis.Count} points, but {values.Length} samples were given; a trace has one per point."),
                nameof(values));
        }

        Axis = axis;
        Values = values;
        Unit = unit == Unit.One ? null : unit;
        _metadata = metadata is null or { Count: 0 }
            ? ReadOnlyDictionary<string, string>.Empty
            : new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(metadata, StringComparer.Ordinal));
    }

    /// <summary>Makes the result of a computation with a trace.</summary>
    private Trace(Trace<T> origin, ReadOnlyMemory<T> values, ReadOnlyDictionary<string, string> metadata)
    {
        Axis = origin.Axis;
        Values = values;
        Unit = origin.Unit;
        _metadata = metadata;
    }

    /// <summary>Gets where the samples lie.</summary>
    public Axis Axis { get; }

    /// <summary>Gets the samples, [points], as numbers in <see cref="Unit"/>.</summary>
    public ReadOnlyMemory<T> Values { get; }

    /// <summary>Gets the unit of the samples.</summary>
    /// <value><see langword="null"/> if they are plain numbers.</value>
    public Unit? Unit { get; }

    /// <summary>Gets what else is known of the trace.</summary>
    /// <value>Never <see langword="null"/>.</value>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Gets the number of samples.</summary>
    public int Count => Values.Length;

    /// <summary>Gets a sample as a number in <see cref="Unit"/>.</summary>
    /// <param name="index">The index, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public T this[int index]
    {
        get
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(index), index, string.Create(CultureInfo.InvariantCulture, $"The trace has {Count} samples."));
            }

            return Values.Span[index];
        }
    }

    /// <inheritdoc/>
    public Trace<T> AverageWith(Trace<T> next, double weight)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!(weight >= 0 && weight <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is from 0 to 1.");
        }

        ThrowIfIncompatible(next, "average", nameof(next));
        if (weight == 1)
        {
            return With(next.Values, CommonMetadata(next)); // Exact, which the formula is not; values never change, so they can be shared.
        }

        T[] mean = GC.AllocateUninitializedArray<T>(Count);
        TraceMath.Mix(Values.Span, next.Values.Span, weight, mean);
        return With(mean, CommonMetadata(next));
    }

    /// <inheritdoc/>
    public bool Equals(Trace<T>? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null
            && ReferenceEquals(Unit, other.Unit)
            && Axis.Equals(other.Axis)
            && Values.Span.SequenceEqual(other.Values.Span)
            && _metadata.Count == other._metadata.Count
            && CommonMetadata(other).Count == _metadata.Count;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Trace<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ReadOnlySpan<T> values = Values.Span;
        return values.IsEmpty
            ? HashCode.Combine(Axis, Unit)
            : HashCode.Combine(Axis, Unit, values[0], values[^1], values[values.Length / 2]);
    }

    /// <summary>Describes the trace in one line, without its samples.</summary>
    /// <returns>Such as <c>V over time: 16384 points from 0 s in steps of 8 ns</c>.</returns>
    public override string ToString() => $"{Unit?.Symbol ?? "numbers"} over {Axis}";

    private void ThrowIfIncompatible(Trace<T> other, string verb, string paramName)
    {
        if (!ReferenceEquals(Unit, other.Unit))
        {
            throw new ArgumentException(
                $"Cannot {verb} traces in different units: {Describe(Unit)} and {Describe(other.Unit)}.", paramName);
        }

        if (!Axis.Equals(other.Axis))
        {
            throw new ArgumentException($"Cannot {verb} traces on different axes: {Axis}; and {other.Axis}.", paramName);
        }

        static string Describe(Unit? unit) => unit?.Symbol ?? "plain numbers";
    }

    private Trace<T> With(ReadOnlyMemory<T> values, ReadOnlyDictionary<string, string> metadata) => new(this, values, metadata);

    private ReadOnlyDictionary<string, string> CommonMetadata(Trace<T> other)
    {
        if (ReferenceEquals(_metadata, other._metadata))
        {
            return _metadata;
        }

        var common = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in _metadata)
        {
            if (other._metadata.TryGetValue(key, out string? otherValue) && value == otherValue)
            {
                common.Add(key, value);
            }
        }

        return common.Count switch
        {
            0 => ReadOnlyDictionary<string, string>.Empty,
            int count when count == _metadata.Count => _metadata,
            _ => new ReadOnlyDictionary<string, string>(common),
        };
    }
}
