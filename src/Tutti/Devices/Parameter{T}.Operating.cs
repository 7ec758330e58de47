using Tutti.Exclusion.Internal;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Quantities;

namespace Tutti.Devices;

/// <content>
/// Reading and setting. Most drivers answer without waiting for anything, and the gate is free: then neither takes an async method, and the
/// future has ended when it is returned. Where something has to be waited for, it goes on in an async method from there.
/// </content>
public partial class Parameter<T>
{
    private Func<string>? _reading; // what to say of a read that is pending

    private string LastKnownNote => HasLastKnown ? $", last known {BriefText.Of(LastKnown)}" : string.Empty;

    private string NameOfGet => field ??= $"get {FullName}";

    private string NameOfSet => field ??= $"set {FullName}";

    private async Task<T> FinishReadAsync(ValueTask<T> reading, Known? before, OperationClaim claim)
    {
        using (claim)
        using (ExplainRead())
        {
            return NoteRead(await reading.ConfigureAwait(EventLoop.IsCurrent), before);
        }
    }

    private static async Task FinishSetAsync(ValueTask setting, OperationClaim claim)
    {
        using (claim)
        {
            await setting.ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    /// <summary>Sets the value once the gate is passed: what may refuse it may have changed until then.</summary>
    private ValueTask SetWithinAsync(T value, CancellationToken cancellationToken)
    {
        T normalized = ThrowIfRefused(value);
        T rounded = _access.Round is { } round ? round(normalized) : normalized;
        if (_access.StopsWhenCancelled)
        {
            return OperateAsync(rounded, cancellationToken);
        }

        ValueTask writing;
        try
        {
            writing = WriteAsync(rounded, cancellationToken);
        }
        catch
        {
            NoteNothingMovesIfCancelled(cancellationToken);
            throw;
        }

        if (!writing.IsCompletedSuccessfully)
        {
            return FinishWriteAsync(writing, cancellationToken);
        }

        NoteNothingMovesIfCancelled(cancellationToken);
        Device.NoteSet(this);
        return ValueTask.CompletedTask;
    }

    private async ValueTask OperateAsync(T value, CancellationToken cancellationToken)
    {
        await Device.OperateAsync(() => WriteAsync(value, cancellationToken).AsTask(), $"write {FullName}", cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        Device.NoteSet(this);
    }

    private async ValueTask FinishWriteAsync(ValueTask writing, CancellationToken cancellationToken)
    {
        try
        {
            await writing.ConfigureAwait(EventLoop.IsCurrent);
        }
        finally
        {
            NoteNothingMovesIfCancelled(cancellationToken);
        }

        Device.NoteSet(this);
    }

    private void NoteNothingMovesIfCancelled(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && _access.Write is not null)
        {
            Device.NoteNothingMoves();
        }
    }

    private ValueTask WriteAsync(T value, CancellationToken cancellationToken)
    {
        if (_access.Write is { } write)
        {
            ValueTask writing = write(value, cancellationToken);
            if (!writing.IsCompletedSuccessfully)
            {
                return WriteAndConfirmAsync(writing, value, cancellationToken);
            }
        }

        return ConfirmAsync(value, cancellationToken);
    }

    private async ValueTask WriteAndConfirmAsync(ValueTask writing, T value, CancellationToken cancellationToken)
    {
        using (ExplainSet(value))
        {
            await writing.ConfigureAwait(EventLoop.IsCurrent);
        }

        await ConfirmAsync(value, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <summary>Takes note of what was written, after it was read back if that is asked for.</summary>
    private ValueTask ConfirmAsync(T value, CancellationToken cancellationToken)
    {
        if (_access is { StopsWhenCancelled: true, Write: not null } && cancellationToken.IsCancellationRequested)
        {
            return ValueTask.CompletedTask; // It may have returned at the cancel while the device moves on: the device is stopped.
        }

        if (_access is not { Read: { } read, ReadsBack: true })
        {
            Publish(value);
            return ValueTask.CompletedTask;
        }

        ValueTask<T> reading = read(cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return ConfirmReadAsync(reading, value);
        }

#pragma warning disable MA0042 // It is done.
        Confirm(value, reading.Result);
#pragma warning restore MA0042
        return ValueTask.CompletedTask;
    }

    private async ValueTask ConfirmReadAsync(ValueTask<T> reading, T value)
    {
        using (ExplainRead())
        {
            Confirm(value, await reading.ConfigureAwait(EventLoop.IsCurrent));
        }
    }

    private void Confirm(T asked, T read)
    {
        T actual = Normalize(read);
        Publish(actual);
        ThrowIfMissed(asked, actual);
    }

    private NamedWait? ExplainRead() => NamedWait.BeginForOwnWork(_reading ??= () => $"device '{Device.Name}': get {Name}{LastKnownNote}");

    private NamedWait? ExplainSet(T value) => NamedWait.BeginForOwnWork(() => $"device '{Device.Name}': set {Name} to {BriefText.Of(value)}{LastKnownNote}");

    private struct Reading(Parameter<T> parameter, Func<CancellationToken, ValueTask<T>> read, Future<T> future) : ISynchronousWork
    {
        private QuickClaim _claim;

        public Flow MakeFlow(Flow? caller) => _claim.Make(ClaimKind.Read, parameter, caller, future);

        public void Prepare() => _claim.TryEnter();

        public void Call(out Task? rest)
        {
            rest = null;
            if (!_claim.IsHeld)
            {
                rest = parameter.GetCoreAsync(future.Token);
                return;
            }

            Known? before = Volatile.Read(ref parameter._lastKnown);
            ValueTask<T> reading = read(future.Token);
            if (reading.IsCompletedSuccessfully)
            {
                future.Keep(parameter.NoteRead(reading.Result, before));
            }
            else
            {
                rest = parameter.FinishReadAsync(reading, before, _claim.Take());
            }
        }

        public readonly void Leave() => _claim.Leave();
    }

    private struct ReadingNow(Parameter<T> parameter, Func<T> readNow) : IPlainWork<T>
    {
        private PlainRead? _read;

        public PlainHolding? TryPrepare(Flow? caller, PlainHolding? outer) => _read = PlainRead.TryEnter(parameter, caller, outer);

        public readonly T Call()
        {
            Known? before = Volatile.Read(ref parameter._lastKnown);
            return parameter.NoteRead(readNow(), before);
        }

        public readonly void Leave() => _read!.Leave();
    }

    private struct Setting(Parameter<T> parameter, T value, Future future) : ISynchronousWork
    {
        private QuickClaim _claim;

        public Flow MakeFlow(Flow? caller) => _claim.Make(ClaimKind.Write, parameter, caller, future);

        public void Prepare() => _claim.TryEnter();

        public void Call(out Task? rest)
        {
            rest = null;
            if (!_claim.IsHeld)
            {
                rest = parameter.SetCoreAsync(value, future.Token);
                return;
            }

            ValueTask setting = parameter.SetWithinAsync(value, future.Token);
            if (!setting.IsCompletedSuccessfully)
            {
                rest = FinishSetAsync(setting, _claim.Take());
            }
        }

        public readonly void Leave() => _claim.Leave();
    }
}
