using System.Globalization;
using Tutti.Quantities;

namespace Tutti.Signals;

/// <summary>Says where the samples of a trace lie: in time, over frequency or over whatever was scanned.</summary>
/// <remarks>
/// Immutable. A uniform axis is known by its start and step, any other by its points. Two axes are equal if they have the same name, unit
/// and numbers; a uniform axis does not equal a list of points, and an axis in ms does not equal one in s.
/// </remarks>
public sealed class Axis : IEquatable<Axis>
{
    private readonly double _start;
    private readonly double _step;
    private readonly double[]? _points;

    private Axis(string name, Unit? unit, int count, double start, double step, double[]? points)
    {
        Name = name;
        Unit = unit == Unit.One ? null : unit;
        Count = count;
        _start = start;
        _step = step;
        _points = points;
    }

    /// <summary>Gets what runs along the axis, such as "time" or "frequency".</summary>
    public string Name { get; }

    /// <summary>Gets the unit of the numbers.</summary>
    /// <value><see langword="null"/> if they have none.</value>
    public Unit? Unit { get; }

    /// <summary>Gets the number of points.</summary>
    public int Count { get; }

    /// <summary>Gets a value that says whether all points have the same distance by construction.</summary>
    public bool IsUniform => _points is null;

    /// <summary>Gets the first point.</summary>
    /// <exception cref="InvalidOperationException">The axis has no points.</exception>
    public Quantity Start => Count > 0 || IsUniform
        ? new Quantity(_start, Unit)
        : throw new InvalidOperationException($"The axis '{Name}' has no points and so no start.");

    /// <summary>Gets the distance between neighbouring points of a uniform axis.</summary>
    /// <exception cref="InvalidOperationException">The axis is not uniform.</exception>
    public Quantity Step => IsUniform
        ? new Quantity(_step, Unit)
        : throw new InvalidOperationException($"The axis '{Name}' is a list of points and has no step.");

    /// <summary>Gets a point as a number in <see cref="Unit"/>.</summary>
    /// <param name="index">The index, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public double this[int index]
    {
        get
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(index), index, string.Create(CultureInfo.InvariantCulture, $"The axis '{Name}' has {Count} points."));
            }

            return _points is null ? _start + (index * _step) : _points[index];
        }
    }

    /// <summary>Creates an axis of points at equal distances.</summary>
    /// <param name="name">What runs along the axis, such as "time".</param>
    /// <param name="start">The first point, in any unit of the dimension of <paramref name="step"/>.</param>
    /// <param name="step">The distance of neighbours, not 0; its unit becomes that of the axis.</param>
    /// <param name="count">The number of points.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The start or step is not finite, the step is 0 or the count negative.</exception>
    /// <exception cref="UnitException">Start and step have different dimensions.</exception>
    public static Axis Uniform(string name, Quantity start, Quantity step, int count)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        double first = start.In(step.Unit ?? Unit.One);
        if (!double.IsFinite(first))
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"The axis '{name}' starts at a finite value.");
        }

        if (!double.IsFinite(step.Value) || step.Value == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, $"The step of the axis '{name}' is finite and not 0.");
        }

        return new Axis(name, step.Unit, count, first, step.Value, null);
    }

    /// <summary>Creates an axis of given points.</summary>
    /// <param name="name">What runs along the axis, such as "frequency".</param>
    /// <param name="points">The points in the order of the samples; they are copied.</param>
    /// <param name="unit">The unit of the points, or <see langword="null"/> for plain numbers.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentException">The name is empty, or a point is not finite.</exception>
    public static Axis FromPoints(string name, ReadOnlyMemory<double> points, Unit? unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        double[] copy = points.ToArray();
        for (int i = 0; i < copy.Length; i++)
        {
            if (!double.IsFinite(copy[i]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Point {i} of the axis '{name}' is {copy[i]}; points are finite."),
                    nameof(points));
            }
        }

        return new Axis(name, unit, copy.Length, copy.Length > 0 ? copy[0] : 0, 0, copy);
    }

    /// <summary>Compares two axes.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(Axis? left, Axis? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares two axes.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(Axis? left, Axis? right) => !(left == right);

    /// <summary>Gets a point with its unit.</summary>
    /// <param name="index">The index, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The point.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public Quantity At(int index) => new(this[index], Unit);

    /// <summary>Copies all points as numbers in <see cref="Unit"/>.</summary>
    /// <returns>A new array, [points].</returns>
    public double[] ToArray()
    {
        var copy = new double[Count];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = this[i];
        }

        return copy;
    }

    /// <inheritdoc/>
    public bool Equals(Axis? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null
            && Name == other.Name
            && ReferenceEquals(Unit, other.Unit)
            && Count == other.Count
            && _start.Equals(other._start)
            && _step.Equals(other._step)
            && IsUniform == other.IsUniform
            && _points.AsSpan().SequenceEqual(other._points);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Axis);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Unit, Count, _start, _step, IsUniform);

    /// <summary>Describes the axis in one line.</summary>
    /// <returns>Such as <c>time: 16384 points from 0 s in steps of 8 ns</c>.</returns>
    public override string ToString()
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (IsUniform)
        {
            return string.Create(culture, $"{Name}: {Count} points from {Start} in steps of {Step}");
        }

        return Count == 0
            ? string.Create(culture, $"{Name}: no points")
            : string.Create(culture, $"{Name}: {Count} points from {At(0)} to {At(Count - 1)}");
    }
}
