using System.Runtime.ExceptionServices;
using Tutti.Devices.Internal;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Quantities;

namespace Tutti.Devices;

/// <content>Stopping: by a call, and when what moves the device is cancelled.</content>
public abstract partial class Device
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets the time that a stop may take before it counts as failed.</summary>
    /// <value>By default 5 s.</value>
    protected virtual TimeSpan StopDeadline => TimeSpan.FromSeconds(5);

    /// <summary>Stops the device and looks whether it stands: it waits for nobody's exclusive access.</summary>
    /// <returns>A future that is done when the device stands; no cancel reaches it.</returns>
    /// <exception cref="TimeoutException">It was not seen to stand when <see cref="StopDeadline"/> has passed (in the future).</exception>
    /// <remarks>A set or a command that moves the device is cancelled.</remarks>
    public Future StopAsync() => Shield.Start(
        Timeout.InfiniteTimeSpan,
        async _ =>
        {
            StopReport report = await StopOperationsAsync(isEmergency: false).ConfigureAwait(EventLoop.IsCurrent);
            if (report.Exception is { } exception)
            {
                ExceptionDispatchInfo.Throw(exception);
            }
        },
        $"stop {Name}");

    /// <summary>Stops the device and its parts in the fastest way they have, all at once, and reports on each.</summary>
    /// <returns>
    /// A future that is done when each stands, or its <see cref="StopDeadline"/> has passed. It does not fail: the report says who could not be
    /// stopped, and that keeps no other waiting.
    /// </returns>
    /// <remarks>It waits for nobody's exclusive access. Sets and commands that move the devices are cancelled; the report counts them.</remarks>
    public Future<CancelReport> EmergencyStopAsync() => Shield.Start(
        Timeout.InfiniteTimeSpan,
        async _ =>
        {
            TimeProvider clock = Clock.Current;
            long start = clock.GetTimestamp();
            Device[] devices = [.. WithParts()];
            int operations = devices.Sum(device => device.CountOperations());
            StopReport[] reports = await Future.All(devices.Select(device => Future.Start(
                () => device.StopOperationsAsync(isEmergency: true), CancellationToken.None, $"stop {device.Name}")))
                .ConfigureAwait(EventLoop.IsCurrent);
            return new CancelReport(reports, operations, [], clock.GetElapsedTime(start));
        },
        $"emergency stop {Name}");

    /// <summary>Tells the device to stand, or to switch its outputs off; returns when the device has taken it.</summary>
    /// <param name="cancellationToken">The deadline of the stop.</param>
    /// <returns>A task that is done when the device has taken it.</returns>
    /// <remarks>
    /// Afterwards it is looked whether the device stands: it is asked (<see cref="IsAtRestAsync"/>), or else the parameters that move
    /// (<c>stopsWhenCancelled</c>) are read until they no longer change by more than their tolerance. One that can be neither asked nor read
    /// counts as standing when this returns.
    /// </remarks>
    protected virtual ValueTask StopCoreAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Tells the device to stand in the fastest way it has, such as without a ramp; by default as an ordinary stop.</summary>
    /// <param name="cancellationToken">The deadline of the stop.</param>
    /// <returns>A task that is done when the device has taken it.</returns>
    protected virtual ValueTask EmergencyStopCoreAsync(CancellationToken cancellationToken) => StopCoreAsync(cancellationToken);

    /// <summary>Asks the device whether it stands.</summary>
    /// <param name="cancellationToken">The deadline of the stop.</param>
    /// <returns>Whether it does; <see langword="null"/> if it cannot tell, as by default.</returns>
    protected virtual ValueTask<bool?> IsAtRestAsync(CancellationToken cancellationToken) => new(default(bool?));

    /// <summary>Waits for a part of a stop, but not beyond the deadline of the shield that the caller is in.</summary>
    private static async Task WaitInTimeAsync(Task work, string name)
    {
        try
        {
            if (!work.IsCompleted)
            {
                await SignalWait.For(OwnWork.EndOf(work, name), CancellationToken.None).ConfigureAwait(EventLoop.IsCurrent);
            }
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            LogLateFailure(work, name);
            throw;
        }

        await work.ConfigureAwait(EventLoop.IsCurrent);
    }

    private static string Written(Parameter parameter, object? value) => $"{parameter.Name} = {BriefText.Of(value)}";

    private IEnumerable<Device> WithParts() => _parts.SelectMany(part => part.WithParts()).Prepend(this);

    /// <summary>Cancels what moves the device, so that nothing it has to say comes after the stop, and stops it.</summary>
    private async Task<StopReport> StopOperationsAsync(bool isEmergency)
    {
        var stop = new Future<StopReport>($"stop {Name}");
        Operation[] operations;
        lock (_operationsLock)
        {
            operations = [.. _operations];
            foreach (Operation operation in operations)
            {
                operation.Stop ??= stop;
            }
        }

        foreach (Operation operation in operations)
        {
#pragma warning disable MA0042 // To wait for what the stop itself ends would never end.
            operation.Owner.Cancel($"device '{Name}' was stopped");
#pragma warning restore MA0042
        }

        StopReport report = await StopAndLookAsync(isEmergency).ConfigureAwait(EventLoop.IsCurrent);
        stop.EndWith(report);
        return report;
    }

    /// <summary>Stops the device and looks whether it stands, within <see cref="StopDeadline"/>, whatever the driver does.</summary>
    private async Task<StopReport> StopAndLookAsync(bool isEmergency)
    {
        TimeProvider clock = Clock.Current;
        long start = clock.GetTimestamp();
        object? value = null;
        bool isTold = false;
        StopReport Report(StopOutcome outcome, Exception? exception = null) => new(this, outcome, value, clock.GetElapsedTime(start), exception);
        using (Future.Shield(StopDeadline))
        {
            CancellationToken deadline = Flow.CurrentToken;
            try
            {
                await WaitInTimeAsync(TellToStopAsync(isEmergency, deadline), $"{Name}: stop").ConfigureAwait(EventLoop.IsCurrent);
                isTold = true;
                await WaitInTimeAsync(LookUntilItStandsAsync(seen => value = seen, deadline), $"{Name}: look whether it stands")
                    .ConfigureAwait(EventLoop.IsCurrent);
                return Report(StopOutcome.Stopped);
            }
            catch (OperationCanceledException ex) when (deadline.IsCancellationRequested)
            {
                return Report(StopOutcome.Unconfirmed, new TimeoutException(
                    FormattableString.Invariant($"Device '{Name}' did not stop within {StopDeadline.TotalSeconds} s."), ex));
            }
#pragma warning disable CA1031 // Whatever it is, it is reported, and thrown by StopAsync.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                return Report(isTold || ex is TimeoutException ? StopOutcome.Unconfirmed : StopOutcome.Failed, ex);
            }
        }
    }

    private async Task TellToStopAsync(bool isEmergency, CancellationToken deadline)
    {
        if (isEmergency)
        {
            await EmergencyStopCoreAsync(deadline).ConfigureAwait(EventLoop.IsCurrent);
        }
        else
        {
            await StopCoreAsync(deadline).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    /// <summary>Returns when the device says that it stands, or what moves has been read twice at the same place.</summary>
    private async Task LookUntilItStandsAsync(Action<object?> note, CancellationToken deadline)
    {
        Parameter[] moving = [.. _parameters.Where(parameter => parameter.ShowsMotion)];
        object?[]? before = null;
        while (true)
        {
            bool? isAtRest = await IsAtRestAsync(deadline).ConfigureAwait(EventLoop.IsCurrent);
            object?[] now = new object?[moving.Length];
            for (int i = 0; i < moving.Length; i++)
            {
                now[i] = await moving[i].ReadMotionAsync(deadline).ConfigureAwait(EventLoop.IsCurrent);
            }

            note(now.Length == 1 ? now[0] : now.Length == 0 ? null : string.Join(", ", moving.Zip(now, Written)));
            bool isStill = moving.Length == 0 || (before is not null && Enumerable.Range(0, now.Length).All(i => moving[i].IsSamePlace(before[i], now[i])));
            if (isAtRest ?? isStill)
            {
                return;
            }

            before = now;
            await Clock.Delay(LookInterval, deadline).ConfigureAwait(EventLoop.IsCurrent);
        }
    }
}
