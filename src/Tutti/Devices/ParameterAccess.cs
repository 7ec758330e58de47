namespace Tutti.Devices;

/// <summary>Is how a parameter reaches its device.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed record ParameterAccess<T>
{
    /// <summary>Gets the function that reads the value from the device; <see langword="null"/> if it cannot be read.</summary>
    public Func<CancellationToken, ValueTask<T>>? Read { get; init; }

    /// <summary>Gets the function that reads the value without waiting; <see cref="Read"/> is then a wrapper of it.</summary>
    public Func<T>? ReadNow { get; init; }

    /// <summary>Gets the function that sends a value to the device; <see langword="null"/> if it is read-only.</summary>
    public Func<T, CancellationToken, ValueTask>? Write { get; init; }

    /// <summary>Gets a value indicating whether the driver keeps the value and sends it when it needs it.</summary>
    public bool IsKept { get; init; }

    /// <summary>Gets the function that gives the value that the device will really use.</summary>
    public Func<T, T>? Round { get; init; }

    /// <summary>Gets the function that throws if a value is not allowed; for parameters that are no quantities.</summary>
    public Action<T>? Validate { get; init; }

    /// <summary>Gets a value indicating whether a set reads the value back from the device.</summary>
    public bool ReadsBack { get; init; }

    /// <summary>Gets a value indicating whether a cancelled set stops the device.</summary>
    public bool StopsWhenCancelled { get; init; }
}
