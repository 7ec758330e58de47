namespace Tutti.Devices;

/// <summary>Is a parameter that takes one of several given values.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>Thread safe.</remarks>
public sealed class SelectionParameter<T> : Parameter<T>
{
    internal SelectionParameter(Device device, string name, string help, IReadOnlyList<T> options, ParameterAccess<T> access)
        : base(device, name, help, access)
    {
        Options = options;
    }

    /// <summary>Gets the values that it takes.</summary>
    public IReadOnlyList<T> Options { get; }

    /// <inheritdoc/>
    private protected override void ThrowIfInvalid(T normalized, T value)
    {
        if (!Options.Contains(value))
        {
            throw new LimitException($"Parameter {FullName} takes one of {string.Join(", ", Options)}; {value} is none of them.");
        }

        base.ThrowIfInvalid(normalized, value);
    }
}
