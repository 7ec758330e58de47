using System.Runtime.CompilerServices;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Running blocking functions on worker threads.</content>
public partial class Future
{
    /// <summary>Runs a blocking function at once on a worker thread.</summary>
    /// <param name="work">The function.</param>
    /// <param name="cancellationToken">Cancels the future as <see cref="Cancel()"/> does.</param>
    /// <param name="name">The name of the future; by default the text of <paramref name="work"/>.</param>
    /// <returns>The future; it has ended when the function has, and what that threw is in it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// Each function has a thread of its own, however many others block. Inside a family that was cancelled the function is not called. With
    /// asynchrony off (<see cref="Asynchrony"/>) it runs on the caller's thread, and the future has ended when this returns.
    /// </remarks>
    public static Future Run(
        Action work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future(name);
        future.Launch(
            static (future, work, worker) =>
            {
                ((Action)work)();
                worker?.BecomeIdle();
                future.End();
            },
            work,
            cancellationToken);
        return future;
    }

    /// <inheritdoc cref="Run(Action, CancellationToken, string?)"/>
    public static Future Run(
        Action<CancellationToken> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future(name);
        future.Launch(
            static (future, work, worker) =>
            {
                ((Action<CancellationToken>)work)(future.Token);
                worker?.BecomeIdle();
                future.End();
            },
            work,
            cancellationToken);
        return future;
    }

    /// <inheritdoc cref="Run(Action, CancellationToken, string?)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    public static Future<T> Run<T>(
        Func<T> work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future<T>(name);
        future.Launch(
            static (future, work, worker) =>
            {
                T result = ((Func<T>)work)();
                worker?.BecomeIdle();
                ((Future<T>)future).EndWith(result);
            },
            work,
            cancellationToken);
        return future;
    }

    /// <inheritdoc cref="Run{T}(Func{T}, CancellationToken, string?)"/>
    public static Future<T> Run<T>(
        Func<CancellationToken, T> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var future = new Future<T>(name);
        future.Launch(
            static (future, work, worker) =>
            {
                T result = ((Func<CancellationToken, T>)work)(future.Token);
                worker?.BecomeIdle();
                ((Future<T>)future).EndWith(result);
            },
            work,
            cancellationToken);
        return future;
    }

    /// <summary>Runs work as a part of this future, which that ends; what it throws ends it too.</summary>
    private protected void RunWithin(ExecutionContext context, Action<Future, object, Worker?> work, object state) =>
        new FunctionRun(this, context, work, state).Run();

    /// <summary>Runs a function of this future on a worker: at once, or in a virtual run when its turn comes.</summary>
    private void RunOnWorker(VirtualRun? run, Action function)
    {
        if (run is null)
        {
            WorkerPool.Shared.Run(function);
        }
        else
        {
            run.StartWorker(function, this);
        }
    }

    /// <summary>Joins the family and runs the function within it on a worker thread, unless the family or the token was cancelled.</summary>
    private void Launch(Action<Future, object, Worker?> function, object state, CancellationToken cancellationToken)
    {
        JoinFamily("Future.Run", cancellationToken);
        if (IsCancelRequested)
        {
            EndCancelled(null);
            return;
        }

        var run = new FunctionRun(this, Flow.CaptureContext(), function, state);
        if (Asynchrony.IsDisabled)
        {
            Inline.Run(run.Run, this);
        }
        else if (Flow.Current?.Run is { } virtualRun)
        {
            virtualRun.StartWorker(run.Run, this); // when its turn comes
        }
        else
        {
            WorkerPool.Shared.Run(run);
        }
    }
}
