using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Quantities;

namespace Tutti.Devices;

/// <content>What a driver's constructor calls to add parameters and parts.</content>
public abstract partial class Device
{
    /// <summary>Adds a parameter that is a number with a unit.</summary>
    /// <param name="name">The name, unique within the device, such as <c>flow_rate</c>.</param>
    /// <param name="unit">The unit in which it is kept; <see langword="null"/> for a plain number.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="read">Reads it from the device; none if it cannot be read.</param>
    /// <param name="write">Sends a value, in <paramref name="unit"/>, to the device; none if it is read-only.</param>
    /// <param name="limits">The device's own limits; none for no limits.</param>
    /// <param name="tolerance">
    /// How far the value that is read back after a set may be off, a difference: in K for a parameter in degC; none if it is not to be read
    /// back. The set fails with a <see cref="DeviceException"/> if it is further off.
    /// </param>
    /// <param name="stopsWhenCancelled">Whether a cancelled set stops the device before it ends.</param>
    /// <param name="readNow">
    /// Reads it without waiting, such as from memory, a register or what the driver keeps up to date; in place of <paramref name="read"/>, and
    /// quicker. It is called on the thread that asks, as part of the flow that asks, and is done when it returns; only while somebody else holds the
    /// parameter, that comes later. What it reads of other parameters, and what else it starts, is part of the read. It must not block: what blocks
    /// belongs into <paramref name="read"/>, by <see cref="Future.Run{T}(Func{T}, CancellationToken, string?)"/>.
    /// </param>
    /// <returns>The parameter.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty or taken, the help is empty, there is no function, there are two to read it, or the tolerance is negative.
    /// </exception>
    /// <exception cref="UnitException">The limits or the tolerance are of something else than the parameter.</exception>
    protected QuantityParameter AddQuantity(
        string name,
        Unit? unit,
        string help,
        Func<CancellationToken, ValueTask<Quantity>>? read = null,
        Func<Quantity, CancellationToken, ValueTask>? write = null,
        Limits? limits = null,
        Quantity? tolerance = null,
        bool stopsWhenCancelled = false,
        Func<Quantity>? readNow = null)
    {
        ParameterAccess<Quantity> access = Access(name, read, write, readNow) with
        {
            ReadsBack = tolerance is not null,
            StopsWhenCancelled = stopsWhenCancelled,
        };
        return Add(new QuantityParameter(this, name, unit, help, access, limits, tolerance));
    }

    /// <summary>Adds a parameter of any type.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="name">The name, unique within the device.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="read">Reads it from the device; none if it cannot be read.</param>
    /// <param name="write">Sends a value to the device; none if it is read-only.</param>
    /// <param name="validate">Throws a <see cref="LimitException"/> if a value is not allowed.</param>
    /// <param name="readNow">Reads it without waiting, in place of <paramref name="read"/>; see <see cref="AddQuantity"/>.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty or taken, the help is empty, there is no function, or there are two to read it.
    /// </exception>
    protected Parameter<T> AddParameter<T>(
        string name,
        string help,
        Func<CancellationToken, ValueTask<T>>? read = null,
        Func<T, CancellationToken, ValueTask>? write = null,
        Action<T>? validate = null,
        Func<T>? readNow = null) =>
        Add(new Parameter<T>(this, name, help, Access(name, read, write, readNow) with { Validate = validate }));

    /// <summary>Adds a parameter that takes one of several values.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="name">The name, unique within the device.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="options">The values that it takes.</param>
    /// <param name="read">Reads it from the device; none if it cannot be read.</param>
    /// <param name="write">Sends a value to the device; none if it is read-only.</param>
    /// <param name="readNow">Reads it without waiting, in place of <paramref name="read"/>; see <see cref="AddQuantity"/>.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty or taken, the help is empty, there is no function, there are two to read it, or there is no option.
    /// </exception>
    protected SelectionParameter<T> AddSelection<T>(
        string name,
        string help,
        IReadOnlyList<T> options,
        Func<CancellationToken, ValueTask<T>>? read = null,
        Func<T, CancellationToken, ValueTask>? write = null,
        Func<T>? readNow = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0)
        {
            throw new ArgumentException($"The selection '{name}' has no option.", nameof(options));
        }

        return Add(new SelectionParameter<T>(this, name, help, options, Access(name, read, write, readNow)));
    }

    /// <summary>Adds a setting: a quantity that the driver keeps and sends when it needs it.</summary>
    /// <param name="name">The name, unique within the device.</param>
    /// <param name="initial">The value to begin with; its unit is the unit in which the setting is kept.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="limits">The limits; none for no limits.</param>
    /// <param name="round">Gives the value that the device will really use, which is then kept; none if it can use any.</param>
    /// <returns>The parameter; its last known value is the setting.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken, or the help is empty.</exception>
    [OverloadResolutionPriority(1)] // else one without limits could as well be of any type
    protected QuantityParameter AddSetting(
        string name, Quantity initial, string help, Limits? limits = null, Func<Quantity, Quantity>? round = null)
    {
        var access = new ParameterAccess<Quantity> { IsKept = true, Round = round };
        QuantityParameter parameter = Add(new QuantityParameter(this, name, initial.Unit, help, access, limits, tolerance: null));
        parameter.Publish(round is null ? initial : round(initial));
        return parameter;
    }

    /// <summary>Adds a setting that takes one of several values, that the driver keeps and sends when it needs it.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="name">The name, unique within the device.</param>
    /// <param name="initial">The value to begin with.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="options">The values that it takes.</param>
    /// <param name="apply">Sends a new value to the device at once; none if it is not needed before the next run.</param>
    /// <returns>The parameter; its last known value is the setting.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken, the help is empty, or there is no option.</exception>
    protected SelectionParameter<T> AddSetting<T>(
        string name, T initial, string help, IReadOnlyList<T> options, Func<T, CancellationToken, ValueTask>? apply = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var access = new ParameterAccess<T> { IsKept = true, Write = apply };
        SelectionParameter<T> parameter = Add(new SelectionParameter<T>(this, name, help, options, access));
        parameter.Publish(initial);
        return parameter;
    }

    /// <summary>Adds a setting of any type, that the driver keeps and sends when it needs it.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="name">The name, unique within the device.</param>
    /// <param name="initial">The value to begin with.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="validate">Throws a <see cref="LimitException"/> if a value is not allowed.</param>
    /// <returns>The parameter; its last known value is the setting.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken, or the help is empty.</exception>
    protected Parameter<T> AddSetting<T>(string name, T initial, string help, Action<T>? validate = null)
    {
        var parameter = new Parameter<T>(this, name, help, new ParameterAccess<T> { IsKept = true, Validate = validate });
        parameter.Publish(initial);
        return Add(parameter);
    }

    /// <summary>Adds a whole number within limits, that the driver keeps and sends when it needs it.</summary>
    /// <param name="name">The name, unique within the device.</param>
    /// <param name="initial">The value to begin with.</param>
    /// <param name="help">What it means, in a sentence.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <returns>The parameter; its last known value is the setting.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken, or the help is empty.</exception>
    protected Parameter<int> AddCount(string name, int initial, string help, int minimum, int maximum) =>
        AddSetting(name, initial, help, value =>
        {
            if (value < minimum || value > maximum)
            {
                throw new LimitException(FormattableString.Invariant(
                    $"Parameter {Name}['{name}'] takes a whole number from {minimum} to {maximum}; {value} is outside."));
            }
        });

    /// <summary>Adds a device that this one consists of.</summary>
    /// <typeparam name="TDevice">The type of the part.</typeparam>
    /// <param name="part">The part; this device holds it together with itself.</param>
    /// <returns>The part.</returns>
    protected TDevice AddPart<TDevice>(TDevice part)
        where TDevice : Device
    {
        ArgumentNullException.ThrowIfNull(part);
        _parts.Add(part);
        _gates = null;
        return part;
    }

    private ParameterAccess<T> Access<T>(
        string name, Func<CancellationToken, ValueTask<T>>? read, Func<T, CancellationToken, ValueTask>? write, Func<T>? readNow)
    {
        if (readNow is null)
        {
            return read is not null || write is not null
                ? new ParameterAccess<T> { Read = read, Write = write }
                : throw new ArgumentException(
                    $"Parameter {Name}['{name}'] was given no function; it takes one to read it (read or readNow), one to set it (write), or both. "
                    + "One that the driver keeps is added by AddSetting.",
                    nameof(read));
        }

        return read is null
            ? new ParameterAccess<T> { Read = _ => new ValueTask<T>(readNow()), ReadNow = readNow, Write = write }
            : throw new ArgumentException(
                $"Parameter {Name}['{name}'] was given two functions to read it; it takes one: read, which may wait, or readNow, which does not.",
                nameof(readNow));
    }

    private TParameter Add<TParameter>(TParameter parameter)
        where TParameter : Parameter
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(parameter.Name, nameof(parameter));
        if (_parameters.Exists(other => other.Name == parameter.Name))
        {
            throw new ArgumentException($"Device '{Name}' has a parameter '{parameter.Name}' already.", nameof(parameter));
        }

        if (string.IsNullOrWhiteSpace(parameter.Help))
        {
            throw new ArgumentException(
                $"Parameter {parameter.FullName} was given no help; it takes a sentence that says what it means.", nameof(parameter));
        }

        _parameters.Add(parameter);
        _gates = null;
        return parameter;
    }
}
