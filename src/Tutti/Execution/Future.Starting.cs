using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Starting async functions.</content>
public partial class Future
{
    /// <summary>Starts an async function at once, on the caller, as an async method does.</summary>
    /// <param name="work">The function.</param>
    /// <param name="cancellationToken">Cancels the future as <see cref="Cancel()"/> does.</param>
    /// <param name="name">The name of the future; by default the text of <paramref name="work"/>.</param>
    /// <returns>The future; it has ended when the function's task has, and what that threw is in it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// Inside a family that was cancelled the function is not called. With asynchrony off (<see cref="Asynchrony"/>) the future has ended
    /// when this returns.
    /// </remarks>
    public static Future Start(
        Func<Task> work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future(name);
        future.Launch(work, static (work, _) => ((Func<Task>)work)(), cancellationToken);
        return future;
    }

    /// <inheritdoc cref="Start(Func{Task}, CancellationToken, string?)"/>
    public static Future Start(
        Func<CancellationToken, Task> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future(name);
        future.Launch(work, cancellationToken);
        return future;
    }

    /// <inheritdoc cref="Start(Func{Task}, CancellationToken, string?)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    public static Future<T> Start<T>(
        Func<Task<T>> work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future<T>(name);
        future.Launch(work, static (work, _) => ((Func<Task<T>>)work)(), cancellationToken);
        return future;
    }

    /// <inheritdoc cref="Start{T}(Func{Task{T}}, CancellationToken, string?)"/>
    public static Future<T> Start<T>(
        Func<CancellationToken, Task<T>> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future<T>(name);
        future.Launch(work, cancellationToken);
        return future;
    }

    /// <summary>Starts a function that returns a future, such as a call of a device: what it starts is part of this one.</summary>
    /// <inheritdoc cref="Start(Func{Task}, CancellationToken, string?)"/>
    [OverloadResolutionPriority(-1)]
    public static Future Start(
        Func<Future> work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Start(() => FinishAsync(work(), name), cancellationToken, name);
    }

    /// <inheritdoc cref="Start(Func{Future}, CancellationToken, string?)"/>
    [OverloadResolutionPriority(-1)]
    public static Future Start(
        Func<CancellationToken, Future> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Start(token => FinishAsync(work(token), name), cancellationToken, name);
    }

    /// <inheritdoc cref="Start(Func{Future}, CancellationToken, string?)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [OverloadResolutionPriority(-1)]
    public static Future<T> Start<T>(
        Func<Future<T>> work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Start(() => FinishAsync(work(), name), cancellationToken, name);
    }

    /// <inheritdoc cref="Start{T}(Func{Future{T}}, CancellationToken, string?)"/>
    [OverloadResolutionPriority(-1)]
    public static Future<T> Start<T>(
        Func<CancellationToken, Future<T>> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Start(token => FinishAsync(work(token), name), cancellationToken, name);
    }

    /// <inheritdoc cref="Launch(object, Func{object, Future, Task}, CancellationToken)"/>
    internal void Launch(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Launch(work, static (work, future) => ((Func<CancellationToken, Task>)work)(future.Token), cancellationToken);

    /// <summary>Joins the family and calls the work within it, unless the family or the token was cancelled.</summary>
    private protected void Launch(object work, Func<object, Future, Task> call, CancellationToken cancellationToken)
    {
        var launch = new Launching(this, work, call);
        if (!TryDo(ref launch, "Future.Start", cancellationToken))
        {
            LaunchApart(work, call, cancellationToken);
        }
    }

    /// <summary>Joins the family and does the synchronous part of the work within it, unless the family or the token was cancelled.</summary>
    /// <typeparam name="TWork">The type of the work.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="call">What the user called, to name it if the thread takes no part in a virtual run.</param>
    /// <param name="cancellationToken">The token.</param>
    /// <returns>Whether it was tried: not with asynchrony off, nor where the flow of the execution context is suppressed.</returns>
    /// <remarks>Only for a future that nobody knows yet.</remarks>
    internal bool TryDo<TWork>(ref TWork work, string call, CancellationToken cancellationToken)
        where TWork : struct, ISynchronousWork
    {
        PlainHolding.MarkFlow();
        if (Asynchrony.IsDisabled || ExecutionContext.Capture() is not { } context)
        {
            return false;
        }

        var part = new SynchronousPart(context);
        Flow flow = work.MakeFlow(part.Caller);
        if (!TryBegin(ref part, flow, call, cancellationToken))
        {
            return true;
        }

        work.Prepare();
        Task? rest = null;
        Exception? failure = null;
        try
        {
            flow.Enter();
            work.Call(out rest);
        }
#pragma warning disable CA1031 // Whatever the work throws is kept in the future, for whoever waits for it.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            failure = ex;
        }

        part.Leave();
        work.Leave();
        if (failure is not null)
        {
            EndWith(failure);
        }
        else if (rest is null)
        {
            FinishSynchronously();
        }
        else if (rest.IsCompleted)
        {
            EndAs(rest);
        }
        else
        {
            Settle();
            EndWhen(rest);
        }

        part.End();
        return true;
    }

    private void EndWhen(Task task)
    {
        _outcome = task;

        // On a loop the task ends on its thread and this runs right there; elsewhere it runs wherever the task ends.
        task.ConfigureAwait(EventLoop.IsCurrent).GetAwaiter().UnsafeOnCompleted(EndAsItsTask);
    }

    private void EndAsItsTask()
    {
        // Else the future was given up while its task went on, as a virtual run does at its end.
        if (_outcome is Task task)
        {
            EndAs(task);
        }
    }

    private static async Task FinishAsync(Future? started, string? name) =>
        await (started ?? throw NewNoFuture(name)).ConfigureAwait(EventLoop.IsCurrent);

    private static async Task<T> FinishAsync<T>(Future<T>? started, string? name) =>
        await (started ?? throw NewNoFuture(name)).ConfigureAwait(EventLoop.IsCurrent);

    private static InvalidOperationException NewNoFuture(string? name) => new($"The function of the future '{name}' returned no future.");

    private InvalidOperationException NewNoTask() => new($"The function of the future '{Name}' returned no task.");

    /// <summary>Joins the family and calls the work within it where it can have no synchronous part as it otherwise has.</summary>
    private void LaunchApart(object work, Func<object, Future, Task> call, CancellationToken cancellationToken)
    {
        JoinFamily("Future.Start", cancellationToken);
        if (IsCancelRequested)
        {
            EndCancelled(null);
            return;
        }

        bool hasTask = Asynchrony.IsDisabled ? TryCallInline(work, call, out Task? task) : TryCall(work, call, out task);
        if (!hasTask)
        {
            return;
        }

        if (task!.IsCompleted)
        {
            EndAs(task);
        }
        else
        {
            EndWhen(task);
        }
    }

    /// <summary>Calls the work as a part of this future; what it throws before its first await ends the future.</summary>
    /// <returns>Whether there is a task; else the future has ended.</returns>
    private bool TryCall(object work, Func<object, Future, Task> call, [NotNullWhen(true)] out Task? task)
    {
        if (ExecutionContext.Capture() is not { } callersContext)
        {
            Task? called = null;
            ExecutionContext.Run(Flow.CaptureContext(), _ => TryCall(work, call, out called), null);
            task = called;
            return task is not null;
        }

        SynchronizationContext? callersLoop = SynchronizationContext.Current;
        try
        {
            Flow.Enter(this);
            task = call(work, this) ?? throw NewNoTask();
            return true;
        }
#pragma warning disable CA1031 // Whatever the work throws is kept in the future, for whoever waits for it.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            EndWith(ex);
            task = null;
            return false;
        }
        finally
        {
            ExecutionContext.Restore(callersContext);
            if (!ReferenceEquals(SynchronizationContext.Current, callersLoop))
            {
                SynchronizationContext.SetSynchronizationContext(callersLoop);
            }
        }
    }

    /// <summary>Calls the work with asynchrony off: on this thread, until its task has ended.</summary>
    private bool TryCallInline(object work, Func<object, Future, Task> call, [NotNullWhen(true)] out Task? task)
    {
        Task? called = null;
        try
        {
            Inline.Wait(() => TryCall(work, call, out called) ? called : Task.CompletedTask, this);
        }
        catch (Exception ex) when (called is { IsCompleted: false })
        {
            Cancel(); // Too many waits stand above one another for one more: what this one has asked for must not be granted to nobody.
            EndWith(ex);
            called = null;
        }

        task = called;
        return task is not null;
    }

    private readonly struct Launching(Future future, object work, Func<object, Future, Task> call) : ISynchronousWork
    {
        public Flow MakeFlow(Flow? caller)
        {
            future._age = Age.ZeroIn(caller);
            return Flow.Of(future, caller);
        }

        public void Prepare()
        {
        }

        public void Call(out Task? rest)
        {
            rest = call(work, future) ?? throw future.NewNoTask();
            if (rest.IsCompletedSuccessfully)
            {
                future.Keep(rest);
                rest = null;
            }
        }

        public void Leave()
        {
        }
    }
}
