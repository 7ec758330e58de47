using System.Collections;
using System.Diagnostics;
using Tutti.Exclusion;
using Tutti.Exclusion.Internal;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Devices;

/// <summary>Is one controllable thing: it has a name, parameters and a state.</summary>
/// <remarks>
/// <para>
/// A driver derives from it, adds its parameters in its constructor (<see cref="AddQuantity"/> and its likes) and writes its commands as
/// methods that return a <see cref="Future"/>. To enumerate a device gives its parameters; <c>device["position"]</c> finds one by name.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
[DebuggerDisplay("{Name,nq}")]
public abstract partial class Device : IExclusive, IStoppable, IEnumerable<Parameter>, IAsyncDisposable
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<Device> _parts = [];
    private readonly Gate _gate = new();
    private Gate[]? _gates;
    private volatile bool _isLocked;
    private volatile bool _isLockedForEver;

    /// <summary>Initializes a new device.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    protected Device(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>Gets the name to call it by in messages and files.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    string IExclusive.FullName => Name;

    /// <summary>Gets the devices that it consists of, such as the oscilloscope of a board; they are held together with it.</summary>
    public IReadOnlyList<Device> Parts => _parts;

    /// <inheritdoc/>
    public Ownership? Owner => Gate.OwnerOf(_gate);

    /// <summary>Gets a value indicating whether the device is locked against writing.</summary>
    public bool IsLocked => _isLocked || _isLockedForEver;

    /// <inheritdoc/>
    Gate[] IExclusive.Gates => Gates;

    private Gate[] Gates => _gates ??=
        [_gate, .. _parameters.Select(parameter => parameter.OwnGate), .. _parts.SelectMany(part => part.Gates).Distinct()];

    /// <summary>Finds a parameter by its name.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those that there are.</exception>
    public Parameter this[string name] => _parameters.Find(parameter => parameter.Name == name)
        ?? throw new KeyNotFoundException(
            $"Device '{Name}' has no parameter '{name}'; it has {Listed(_parameters.Select(parameter => parameter.Name))}"
            + (_parts.Count == 0 ? "." : $", and its parts are {Listed(_parts.Select(part => part.Name))}."));

    /// <summary>Protects the device and all its parameters from writing; it can still be read and stopped.</summary>
    /// <param name="permanently">Whether for the rest of the program.</param>
    public void Lock(bool permanently = false)
    {
        _isLocked = true;
        _isLockedForEver |= permanently;
    }

    /// <summary>Allows writing again.</summary>
    /// <exception cref="LockedException">The device was locked permanently.</exception>
    public void Unlock()
    {
        if (_isLockedForEver)
        {
            throw new LockedException($"Device '{Name}' is locked permanently.");
        }

        _isLocked = false;
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _parameters.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Releases what the device owns; to do so twice is harmless.</summary>
    /// <returns>A task that is done when it has.</returns>
    public async ValueTask DisposeAsync()
    {
        await DisposeCoreAsync().ConfigureAwait(EventLoop.IsCurrent);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Is told that a parameter was set.</summary>
    internal void NoteSet(Parameter parameter) => OnSet(parameter);

    /// <summary>Asks the driver whether a parameter cannot be set now.</summary>
    internal StateException? Refuse(Parameter parameter) => RefuseSet(parameter);

    /// <summary>Says whether a parameter cannot be set now.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The refusal, or <see langword="null"/> if it can.</returns>
    protected virtual StateException? RefuseSet(Parameter parameter) => null;

    /// <summary>Is called after a parameter was set.</summary>
    /// <param name="parameter">The parameter.</param>
    protected virtual void OnSet(Parameter parameter)
    {
    }

    /// <summary>Releases what the device owns.</summary>
    /// <returns>A task that is done when it has.</returns>
    protected virtual ValueTask DisposeCoreAsync() => ValueTask.CompletedTask;

    /// <summary>Waits until nobody else holds the device, its parameters or its parts, for a command or an acquisition.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The operation, for <see langword="using"/>: whoever wants the device exclusively waits until it is disposed of.</returns>
    /// <remarks>To be awaited once, in the flow that calls. Settings can still be changed meanwhile.</remarks>
    protected ValueTask<IDisposable> BeginOperationAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The caller disposes of it.
        var claim = new OperationClaim(ClaimKind.Read, this);
#pragma warning restore CA2000
        ValueTask entered = claim.EnterAsync(cancellationToken);
        return entered.IsCompletedSuccessfully ? new ValueTask<IDisposable>(claim) : WhenEnteredAsync(entered, claim);
    }

    private static async ValueTask<IDisposable> WhenEnteredAsync(ValueTask entered, OperationClaim claim)
    {
        await entered.ConfigureAwait(EventLoop.IsCurrent);
        return claim;
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
