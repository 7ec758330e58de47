using System.Diagnostics;
using Tutti.Exclusion;
using Tutti.Exclusion.Internal;
using Tutti.Execution;

namespace Tutti.Devices;

/// <summary>Is one named value of a device that can be read, or set, or both.</summary>
/// <remarks>Thread safe. Made by its device (<see cref="Devices.Device.AddParameter{T}"/> and its likes).</remarks>
[DebuggerDisplay("{FullName,nq}: {LastKnownText,nq}")]
public abstract class Parameter : IExclusive
{
    private readonly Gate[] _gates = [new()];
    private volatile bool _isLocked;
    private volatile bool _isLockedForEver;

    private protected Parameter(Device device, string name, string help)
    {
        Device = device;
        Name = name;
        Help = help;
    }

    /// <summary>Gets the device that the parameter belongs to.</summary>
    public Device Device { get; }

    /// <summary>Gets the name, unique within the device, such as <c>flow_rate</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the name with that of the device, such as <c>pump['flow_rate']</c>.</summary>
    public string FullName => $"{Device.Name}['{Name}']";

    /// <summary>Gets what the parameter means, in a sentence.</summary>
    public string Help { get; }

    /// <summary>Gets a value indicating whether it can be read.</summary>
    public abstract bool IsReadable { get; }

    /// <summary>Gets a value indicating whether it can be set, if it is not locked.</summary>
    public abstract bool IsWritable { get; }

    /// <summary>Gets the type of its value.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Gets a value indicating whether it is locked against writing, itself or with its device.</summary>
    public bool IsLocked => IsLockedItself || Device.IsLocked;

    /// <inheritdoc/>
    public Ownership? Owner => Gate.OwnerOf(OwnGate);

    /// <inheritdoc/>
    Gate[] IExclusive.Gates => _gates;

    internal Gate OwnGate => _gates[0];

    /// <summary>Gets a value indicating whether to read it shows whether the device moves.</summary>
    internal virtual bool ShowsMotion => false;

    private bool IsLockedItself => _isLocked || _isLockedForEver;

    /// <summary>Gets the last known value as text, for displays; empty if none is known.</summary>
    protected abstract string LastKnownText { get; }

    /// <summary>Protects the parameter from writing.</summary>
    /// <param name="permanently">Whether for the rest of the program.</param>
    public void Lock(bool permanently = false)
    {
        _isLocked = true;
        _isLockedForEver |= permanently;
    }

    /// <summary>Allows writing again.</summary>
    /// <exception cref="LockedException">The parameter was locked permanently.</exception>
    public void Unlock()
    {
        if (_isLockedForEver)
        {
            throw new LockedException($"Parameter {FullName} is locked permanently.");
        }

        _isLocked = false;
    }

    /// <summary>Reads the value from the device, whatever its type, for displays and files.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A future of the value.</returns>
    public abstract Future<object?> GetObjectAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public override string ToString() => FullName;

    /// <summary>Reads it while the device is being stopped: it waits for nobody's exclusive access.</summary>
    internal virtual ValueTask<object?> ReadMotionAsync(CancellationToken cancellationToken) => new(default(object));

    /// <summary>Tells whether two values that were read one after the other show that nothing moves.</summary>
    internal virtual bool IsSamePlace(object? before, object? now) => Equals(before, now);

    private protected void ThrowIfLocked()
    {
        if (IsLocked)
        {
            string what = IsLockedItself ? $"Parameter {FullName}" : $"Device '{Device.Name}'";
            throw new LockedException($"{what} is locked against writing; unlock it first.");
        }
    }
}
