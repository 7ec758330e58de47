using System.Globalization;
using Tutti.Devices.Internal;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Devices;

/// <content>What moves the device, and how that ends when it is cancelled.</content>
public abstract partial class Device
{
    private readonly Lock _operationsLock = new();
    private readonly List<Operation> _operations = [];

    /// <summary>Does what sets the device in motion; when it is cancelled the device is stopped, and stands or is reported before it ends.</summary>
    internal async Task OperateAsync(Func<Task> work, string name, CancellationToken cancellationToken)
    {
        Operation operation = BeginOperation(name);
        try
        {
            Task motion = work();
            if (!motion.IsCompleted)
            {
                Future over = OwnWork.EndOf(motion, name);
                CancellationTokenRegistration cancel = cancellationToken.UnsafeRegister(static over => ((Future)over!).End(), over);
                await over.ConfigureAwait(EventLoop.IsCurrent);
                cancel.Unregister();
            }

            if (cancellationToken.IsCancellationRequested || motion.IsCanceled)
            {
                await EndCancelledAsync(operation, motion, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
            else
            {
                await motion.ConfigureAwait(EventLoop.IsCurrent);
            }
        }
        finally
        {
            lock (_operationsLock)
            {
                _operations.Remove(operation);
            }
        }
    }

    /// <summary>Records, for who waits for a cancel, that it reached an operation that sets nothing in motion.</summary>
    internal void NoteNothingMoves() => Flow.Current?.Owner?.NoteStop(new StopReport(this, StopOutcome.NotMoving));

    /// <summary>Does a command of the device, once nobody else holds it exclusively.</summary>
    /// <param name="name">What to call it, such as <c>home</c>.</param>
    /// <param name="command">The command; it heeds its token.</param>
    /// <param name="cancellationToken">Cancels the command; the device is stopped, and stands or is reported before the future ends.</param>
    /// <returns>
    /// A future that ends as the command does. The <see cref="Exception.Data"/> of what that throws has its name, such as <c>motor: home</c>, under
    /// <c>"Tutti.Operation"</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is <see langword="null"/>.</exception>
    protected Future CommandAsync(string name, Func<CancellationToken, Task> command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        string fullName = $"{Name}: {name}";
        var future = new Future(fullName, isOperation: true);
        future.Launch(
            async token =>
            {
                using IDisposable operation = await BeginOperationAsync(token).ConfigureAwait(EventLoop.IsCurrent);
                using NamedWait? wait = NamedWait.BeginForOwnWork(() => $"device '{Name}': {name}");
                await OperateAsync(() => command(token), fullName, token).ConfigureAwait(EventLoop.IsCurrent);
            },
            cancellationToken);
        return future;
    }

    /// <summary>Logs how something fails that nobody waits for any more.</summary>
    private static void LogLateFailure(Task task, string name) => _ = task.ContinueWith(
        static (task, name) => Log.CallbackFailed(task.Exception!.InnerException!, $"'{name}', after it was given up"),
        name,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private Operation BeginOperation(string name)
    {
        var operation = new Operation(Flow.Current!.Owner!, name);
        lock (_operationsLock)
        {
            _operations.Add(operation);
        }

        return operation;
    }

    private int CountOperations()
    {
        lock (_operationsLock)
        {
            return _operations.Count;
        }
    }

    /// <summary>Stops the device after an operation was cancelled, waits until that is over, and reports; throws if there is more to say.</summary>
    private async Task EndCancelledAsync(Operation operation, Task motion, CancellationToken cancellationToken)
    {
        bool wasOver = motion.IsCompleted;
        Future<StopReport> stop = StopFor(operation, out bool isShared);
        bool isOver = wasOver || await EndsInTimeAsync(motion, operation.Name).ConfigureAwait(EventLoop.IsCurrent);
        StopReport report = await stop.ConfigureAwait(EventLoop.IsCurrent);
        if (isOver && !motion.IsCanceled && (isShared || !wasOver))
        {
            lock (_operationsLock)
            {
                operation.Stop = null; // It went on regardless of the cancel, and may have moved the device after the stop.
            }

            report = await StopFor(operation, out _).ConfigureAwait(EventLoop.IsCurrent);
        }

        if (!isOver)
        {
            report = GiveUp(operation, motion, report);
        }

        operation.Owner.NoteStop(report);
        if (report.Exception is { } exception)
        {
            Log.DeviceNotAtRest(exception, Name);
        }

        if (isOver)
        {
            await motion.ConfigureAwait(EventLoop.IsCurrent); // It throws what it ended with, unless it returned as if nothing had been.
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Stops waiting for an operation that heeds no cancel, so that the device can be used again.</summary>
    private StopReport GiveUp(Operation operation, Task motion, StopReport report)
    {
        LogLateFailure(motion, operation.Name);
        var late = new TimeoutException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{operation.Name}' did not return within {StopDeadline.TotalSeconds} s of the cancel and was given up; it may still act on the device."),
            report.Exception);
        StopOutcome outcome = report.Outcome == StopOutcome.Failed ? StopOutcome.Failed : StopOutcome.Unconfirmed;
        return new StopReport(this, outcome, report.Value, report.Duration, late);
    }

    private async Task<bool> EndsInTimeAsync(Task motion, string name)
    {
        using (Future.Shield(StopDeadline))
        {
            try
            {
                await SignalWait.For(OwnWork.EndOf(motion, name), CancellationToken.None).ConfigureAwait(EventLoop.IsCurrent);
                return true;
            }
            catch (OperationCanceledException)
            {
                return motion.IsCompleted;
            }
        }
    }

    /// <summary>Starts the stop that an operation needs; one serves all operations that are cancelled by now.</summary>
    private Future<StopReport> StopFor(Operation operation, out bool isShared)
    {
        var stop = new Future<StopReport>($"stop {Name}");
        lock (_operationsLock)
        {
            isShared = operation.Stop is not null;
            if (isShared)
            {
                return operation.Stop!;
            }

            operation.Stop = stop;
            foreach (Operation other in _operations.Where(other => other.Owner.IsCancelRequested))
            {
                other.Stop ??= stop;
            }
        }

        stop.EndWhen(Shield.Start(Timeout.InfiniteTimeSpan, _ => StopAndLookAsync(isEmergency: false), stop.Name));
        return stop;
    }
}
