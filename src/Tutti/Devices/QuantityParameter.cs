using Tutti.Quantities;

namespace Tutti.Devices;

/// <summary>Is a parameter that is a number with a unit, within limits.</summary>
/// <remarks>
/// A value can be given in any unit of the same dimension; it is kept in the unit of the parameter. There are the limits of the device and
/// those of the user: the narrower ones count. Thread safe.
/// </remarks>
public sealed class QuantityParameter : Parameter<Quantity>
{
    private readonly Quantity? _tolerance;
    private readonly Limits? _deviceLimits;
    private volatile Limits? _limits;
    private volatile bool _areLimitsLocked;

    internal QuantityParameter(
        Device device, string name, Unit? unit, string help, ParameterAccess<Quantity> access, Limits? limits, Quantity? tolerance)
        : base(device, name, help, access)
    {
        Unit = unit;
        ThrowIfNoneOfIt(limits);
        if (tolerance is { } allowed)
        {
            ThrowIfNoDifference(allowed);
        }

        _deviceLimits = limits;
        _limits = limits;
        _tolerance = tolerance;
    }

    /// <summary>Gets the unit in which the value is kept; <see langword="null"/> for a plain number.</summary>
    public Unit? Unit { get; }

    /// <summary>Gets the limits that count: the narrower of the device's own and the user's; <see langword="null"/> for none.</summary>
    public Limits? Limits => _limits;

    /// <summary>Sets the user's limits, within which values are taken; they cannot widen those of the device.</summary>
    /// <param name="limits">The limits, or <see langword="null"/> for none but the device's.</param>
    /// <exception cref="UnitException">They have another dimension than the parameter.</exception>
    /// <exception cref="ArgumentException">They have nothing in common with the device's own.</exception>
    /// <exception cref="LockedException">The limits are locked.</exception>
    public void SetLimits(Limits? limits)
    {
        if (_areLimitsLocked)
        {
            throw new LockedException($"The limits of parameter {FullName} are locked.");
        }

        ThrowIfNoneOfIt(limits);
        _limits = _deviceLimits?.Intersect(limits) ?? limits;
    }

    /// <summary>Keeps the limits as they are for the rest of the program.</summary>
    public void LockLimits() => _areLimitsLocked = true;

    /// <inheritdoc/>
    internal override bool IsSamePlace(object? before, object? now) =>
        before is Quantity one && now is Quantity other && (_tolerance is { } tolerance ? Quantity.Abs(one - other) <= tolerance : one == other);

    /// <inheritdoc/>
    private protected override void ThrowIfInvalid(Quantity normalized, Quantity value)
    {
        if (double.IsNaN(normalized.Value))
        {
            throw new LimitException($"Parameter {FullName} takes a number; {value} is none.");
        }

        if (Limits is { } limits && !limits.Contains(normalized))
        {
            throw new LimitException($"Parameter {FullName} takes {limits}; {value} is outside.");
        }
    }

    /// <inheritdoc/>
    private protected override void ThrowIfMissed(Quantity asked, Quantity actual)
    {
        if (_tolerance is { } tolerance && !(Quantity.Abs(asked - actual) <= tolerance))
        {
            throw new DeviceException(
                Device.Name, $"Parameter {FullName} was set to {asked}, but reads back {actual}: more than {tolerance} off.");
        }
    }

    /// <inheritdoc/>
    private protected override Quantity Normalize(Quantity value) => Convert(value);

    /// <inheritdoc/>
    private protected override bool IsSame(Quantity one, Quantity other) =>
        BitConverter.DoubleToInt64Bits(one.Value) == BitConverter.DoubleToInt64Bits(other.Value) && ReferenceEquals(one.Unit, other.Unit);

    private void ThrowIfNoneOfIt(Limits? limits)
    {
        if (limits is not null)
        {
            Convert(limits.Minimum);
        }
    }

    /// <summary>Throws if a tolerance is no difference of two values: 0.1 degC is 273.25 K, and what is meant is 0.1 K.</summary>
    private void ThrowIfNoDifference(Quantity tolerance)
    {
        Unit? difference = Unit?.Difference;
        bool isPositive;
        try
        {
            isPositive = tolerance >= new Quantity(0, difference);
        }
        catch (UnitException ex)
        {
            throw NewNoDifference(ex);
        }

        if (tolerance.Unit is { Kind: UnitKind.Point })
        {
            throw NewNoDifference(null);
        }

        if (!isPositive)
        {
            throw new ArgumentException($"The tolerance of parameter {FullName} is zero or more; {tolerance} is not.", nameof(tolerance));
        }

        UnitException NewNoDifference(UnitException? cause) => new(
            $"The tolerance of parameter {FullName} is {(difference is null ? "a plain number" : $"a difference in {difference}")}; "
            + $"{tolerance} is something else.",
            cause);
    }

    private Quantity Convert(Quantity value)
    {
        if (ReferenceEquals(value.Unit, Unit))
        {
            return value;
        }

        try
        {
            return value.To(Unit);
        }
        catch (UnitException ex)
        {
            throw new UnitException($"Parameter {FullName} is {(Unit is null ? "a plain number" : $"in {Unit}")}; {value} is something else.", ex);
        }
    }
}
