using System.Globalization;
using Tutti.Exclusion.Internal;
using Tutti.Execution;

namespace Tutti.Devices;

/// <summary>Is a parameter whose value is of a given type.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// <para>
/// A set is checked (write lock, limits or options, state of the device) and refused at once if need be; then it waits until nobody else
/// holds the parameter exclusively, is checked again, sent and read back. Each refusal is an exception of its own, kept in the future; nothing
/// was sent then. Thread safe; sets of one parameter are done one after another.
/// </para>
/// <para>
/// What the functions of its driver throw is in the future as they threw it. Which get or set that was is in the exception's
/// <see cref="Exception.Data"/> under <c>"Tutti.Operation"</c>, such as <c>set pump['flow_rate']</c>.
/// </para>
/// </remarks>
public partial class Parameter<T> : Parameter
{
    private readonly ParameterAccess<T> _access;
    private Known? _lastKnown;

    internal Parameter(Device device, string name, string help, ParameterAccess<T> access)
        : base(device, name, help)
    {
        _access = access;
    }

    /// <inheritdoc/>
    public override bool IsReadable => _access.IsKept || _access.Read is not null;

    /// <inheritdoc/>
    public override bool IsWritable => _access.IsKept || _access.Write is not null;

    /// <inheritdoc/>
    public override Type ValueType => typeof(T);

    /// <inheritdoc/>
    internal override bool ShowsMotion => _access is { StopsWhenCancelled: true, Read: not null };

    /// <summary>Gets a value indicating whether a value is known without asking the device.</summary>
    public bool HasLastKnown => Volatile.Read(ref _lastKnown) is not null;

    /// <summary>Gets the value that was read or set last; never waits.</summary>
    /// <exception cref="InvalidOperationException">The parameter was neither read nor set so far.</exception>
    public T LastKnown => Volatile.Read(ref _lastKnown) is { } known
        ? known.Value
        : throw new InvalidOperationException($"Parameter {FullName} was neither read nor set so far: get it first.");

    /// <summary>Gets or sets the value and waits for it, for prompts and scripts; in async code use the async methods.</summary>
    /// <exception cref="InvalidOperationException">
    /// The thread belongs to a foreign synchronization context, such as a user interface's, that would freeze; nothing was sent.
    /// </exception>
    /// <exception cref="DeadlockException">It needs what this wait itself keeps from going on; it was given up.</exception>
    public T Value
    {
        get
        {
            ThrowIfWaitWouldFreeze();
            Future<T> get = GetAsync();
            JoinOrCancel(get);
            return get.ResultNow;
        }

        set
        {
            ThrowIfWaitWouldFreeze();
            JoinOrCancel(SetAsync(value));
        }
    }

    /// <inheritdoc/>
    protected override string LastKnownText =>
        HasLastKnown ? Convert.ToString(LastKnown, CultureInfo.InvariantCulture) ?? string.Empty : string.Empty;

    /// <summary>Reads the value from the device.</summary>
    /// <param name="cancellationToken">Cancels the read; an exchange already on the wire is finished, or the link is reset.</param>
    /// <returns>A future of the value.</returns>
    /// <exception cref="ReadOnlyException">The parameter cannot be read (in the future).</exception>
    public Future<T> GetAsync(CancellationToken cancellationToken = default)
    {
        var future = new Future<T>(NameOfGet, isOperation: true);
        if (_access.ReadNow is { } readNow)
        {
            var reading = new ReadingNow(this, readNow);
            if (future.TryDoNow(ref reading, "Parameter.GetAsync", cancellationToken))
            {
                return future;
            }
        }
        else if (_access is { IsKept: false, Read: { } read })
        {
            var reading = new Reading(this, read, future);
            if (future.TryDo(ref reading, "Parameter.GetAsync", cancellationToken))
            {
                return future;
            }
        }

        future.Launch(GetCoreAsync, cancellationToken);
        return future;
    }

    /// <summary>Sets the value and waits until the device has taken it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Cancels the set; a motion that it started is stopped, and the device stands before the future ends.</param>
    /// <returns>A future that is done when the device has taken the value.</returns>
    /// <exception cref="ReadOnlyException">The parameter cannot be set (in the future, like all that follow).</exception>
    /// <exception cref="LockedException">The parameter or its device is locked against writing.</exception>
    /// <exception cref="LimitException">The value is outside of what the parameter takes.</exception>
    /// <exception cref="StateException">The device does not take it in the state that it is in.</exception>
    public Future SetAsync(T value, CancellationToken cancellationToken = default)
    {
        var future = new Future(NameOfSet, isOperation: true);
        var setting = new Setting(this, value, future);
        if (!future.TryDo(ref setting, "Parameter.SetAsync", cancellationToken))
        {
            future.Launch(token => SetCoreAsync(value, token), cancellationToken);
        }

        return future;
    }

    /// <inheritdoc/>
    public override Future<object?> GetObjectAsync(CancellationToken cancellationToken = default)
    {
        var future = new Future<object?>(NameOfGet, isOperation: true);
        future.Launch(async token => (object?)await GetCoreAsync(token).ConfigureAwait(EventLoop.IsCurrent), cancellationToken);
        return future;
    }

    /// <summary>Gives the value that the device would really use.</summary>
    /// <param name="value">The value that would be set.</param>
    /// <returns>The value, rounded as the parameter documents, in the unit in which it is kept.</returns>
    public T Round(T value)
    {
        T normalized = Normalize(value);
        return _access.Round is { } round ? round(normalized) : normalized;
    }

    /// <summary>Takes note of a value that the device is known to have.</summary>
    internal void Publish(T value) => Volatile.Write(ref _lastKnown, new Known(value));

    /// <inheritdoc/>
    internal override async ValueTask<object?> ReadMotionAsync(CancellationToken cancellationToken)
    {
        T value = Normalize(await _access.Read!(cancellationToken).ConfigureAwait(EventLoop.IsCurrent));
        Publish(value);
        return value;
    }

    /// <summary>Throws if a value would be refused now.</summary>
    /// <returns>The value in the form in which it is kept.</returns>
    internal T ThrowIfRefused(T value)
    {
        if (!IsWritable)
        {
            throw new ReadOnlyException($"Parameter {FullName} is read-only.");
        }

        T normalized = Normalize(value); // The unit comes first.
        ThrowIfLocked();
        ThrowIfInvalid(normalized, value);
        return Device.Refuse(this) is { } refusal ? throw refusal : normalized;
    }

    /// <summary>Throws if the value is none that the parameter takes.</summary>
    /// <param name="normalized">The value in the form in which it is kept.</param>
    /// <param name="value">The value as it was given.</param>
    private protected virtual void ThrowIfInvalid(T normalized, T value) => _access.Validate?.Invoke(value);

    /// <summary>Throws if what was read back is not what was set.</summary>
    private protected virtual void ThrowIfMissed(T asked, T actual)
    {
    }

    /// <summary>Gives the value in the form in which it is kept.</summary>
    private protected virtual T Normalize(T value) => value;

    /// <summary>Tells whether two values are alike in every respect, so that the one need not be kept in place of the other.</summary>
    /// <remarks>Types may call equal what differs, such as in the time of a measurement: by default nobody knows.</remarks>
    private protected virtual bool IsSame(T one, T other) => false;

    private async Task<T> GetCoreAsync(CancellationToken cancellationToken)
    {
        if (_access.IsKept)
        {
            return LastKnown; // Nothing is asked of the hardware, so it waits for nobody.
        }

        if (_access.Read is not { } read)
        {
            throw new ReadOnlyException($"Parameter {FullName} cannot be read, only set.");
        }

        using var pass = new OperationClaim(ClaimKind.Read, this);
        await pass.EnterAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        Known? before = Volatile.Read(ref _lastKnown);
        ValueTask<T> reading = read(cancellationToken);
        using (reading.IsCompleted ? null : ExplainRead())
        {
            return NoteRead(await reading.ConfigureAwait(EventLoop.IsCurrent), before);
        }
    }

    private async Task SetCoreAsync(T value, CancellationToken cancellationToken)
    {
        ThrowIfRefused(value);
        using var pass = new OperationClaim(ClaimKind.Write, this);
        await pass.EnterAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await SetWithinAsync(value, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    // what cannot be waited for, as in a circle of waits, must not be done later either
    private static void JoinOrCancel(Future future)
    {
        try
        {
            future.Join();
        }
        catch when (!future.IsDone)
        {
            future.Cancel();
            throw;
        }
    }

    private void ThrowIfWaitWouldFreeze()
    {
        if (!_access.IsKept && !Asynchrony.IsDisabled)
        {
            Future.ThrowIfWaitWouldFreeze();
        }
    }

    /// <summary>Takes note of what was read.</summary>
    /// <param name="read">The value as it was read.</param>
    /// <param name="before">What was known when the read began.</param>
    /// <returns>The value in the form in which it is kept.</returns>
    private T NoteRead(T read, Known? before)
    {
        T value = Normalize(read);
        Known? now = Volatile.Read(ref _lastKnown);
        bool isOlder = !ReferenceEquals(now?.LastSet, before?.LastSet); // It may be: the parameter was set while it was read.
        if (!isOlder && (now is null || !IsSame(now.Value, value)))
        {
            Interlocked.CompareExchange(ref _lastKnown, new Known(value, now?.LastSet), now);
        }

        return value;
    }

    private sealed class Known
    {
        /// <summary>Initializes what was set.</summary>
        public Known(T value)
        {
            Value = value;
            LastSet = this;
        }

        /// <summary>Initializes what was read after the last set, if any.</summary>
        public Known(T value, Known? lastSet)
        {
            Value = value;
            LastSet = lastSet;
        }

        public T Value { get; }

        public Known? LastSet { get; }
    }
}
