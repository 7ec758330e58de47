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

    /// <summary>Gets a value indicating whether an operation can begin on the calling thread as a synchronous part.</summary>
    private static bool IsQuick => !Asynchrony.IsDisabled && !ExecutionContext.IsFlowSuppressed();

    private string LastKnownNote => HasLastKnown ? $", last known {BriefText.Of(LastKnown)}" : string.Empty;

    private string NameOfGet => field ??= $"get {FullName}";

    private string NameOfSet => field ??= $"set {FullName}";

    private Future<T> GetQuickly(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var future = new Future<T>(NameOfGet);
        if (!future.TryBegin("Parameter.GetAsync", cancellationToken, out SynchronousPart part))
        {
            return future;
        }

#pragma warning disable CA2000 // It is left below, or by what goes on in an async method.
        var claim = new OperationClaim(ClaimKind.Read, this, part.Caller, future);
#pragma warning restore CA2000
        bool isEntered = claim.TryEnter();
        Task<T>? rest = null;
        Exception? failure = null;
        T value = default!;
        try
        {
            if (isEntered)
            {
                part.Enter(claim);
                Known? before = Volatile.Read(ref _lastKnown);
                ValueTask<T> reading = read(future.Token);
                if (reading.IsCompletedSuccessfully)
                {
                    value = NoteRead(reading.Result, before);
                }
                else
                {
                    isEntered = false; // It is left to the rest.
                    rest = FinishReadAsync(reading, before, claim);
                }
            }
            else
            {
                part.Enter(part.Caller?.Lease);
                rest = GetCoreAsync(future.Token);
            }
        }
#pragma warning disable CA1031 // Whatever it is it is kept in the future.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            failure = ex;
        }
        finally
        {
            part.Leave();
        }

        LeaveIf(isEntered, claim);
        if (rest is null && failure is null)
        {
            future.EndSynchronouslyWith(value);
        }
        else
        {
            future.EndAfterSynchronousPart(rest, failure);
        }

        part.End();
        return future;
    }

    private Future SetQuickly(T value, CancellationToken cancellationToken)
    {
        var future = new Future(NameOfSet);
        if (!future.TryBegin("Parameter.SetAsync", cancellationToken, out SynchronousPart part))
        {
            return future;
        }

#pragma warning disable CA2000 // It is left below, or by what goes on in an async method.
        var claim = new OperationClaim(ClaimKind.Write, this, part.Caller, future);
#pragma warning restore CA2000
        bool isEntered = claim.TryEnter();
        Task? rest = null;
        Exception? failure = null;
        try
        {
            if (isEntered)
            {
                part.Enter(claim);
                ValueTask setting = SetWithinAsync(value, future.Token);
                if (setting.IsCompletedSuccessfully)
                {
                    rest = Task.CompletedTask;
                }
                else
                {
                    isEntered = false; // It is left to the rest.
                    rest = FinishSetAsync(setting, claim);
                }
            }
            else
            {
                part.Enter(part.Caller?.Lease);
                rest = SetCoreAsync(value, future.Token);
            }
        }
#pragma warning disable CA1031 // Whatever it is it is kept in the future.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            failure = ex;
        }
        finally
        {
            part.Leave();
        }

        LeaveIf(isEntered, claim);
        future.EndAfterSynchronousPart(rest, failure);
        part.End();
        return future;
    }

    private static void LeaveIf(bool isEntered, OperationClaim claim)
    {
        if (isEntered)
        {
            claim.Leave();
        }
    }

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
}
