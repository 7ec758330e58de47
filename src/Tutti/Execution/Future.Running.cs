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
            (future, _) =>
            {
                work();
                future.End();
            },
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
            (future, _) =>
            {
                work(future.Token);
                future.End();
            },
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
        future.Launch(static (future, work) => ((Future<T>)future).EndWith(((Func<T>)work)()), work, cancellationToken);
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
            static (future, work) => ((Future<T>)future).EndWith(((Func<CancellationToken, T>)work)(future.Token)), work, cancellationToken);
        return future;
    }

    /// <summary>Joins the family and runs the work within it on a worker thread, unless the family or the token was cancelled.</summary>
    private protected void Launch(Action<Future, object> work, CancellationToken cancellationToken) =>
        Launch(work, this, cancellationToken);

    /// <inheritdoc cref="Launch(Action{Future, object}, CancellationToken)"/>
    private protected void Launch(Action<Future, object> work, object state, CancellationToken cancellationToken)
    {
        JoinFamily("Future.Run", cancellationToken);
        if (IsCancelRequested)
        {
            EndCancelled(null);
            return;
        }

        NoteStart();
        ExecutionContext context = Flow.CaptureContext();
        if (Asynchrony.IsDisabled)
        {
            Inline.Run(() => RunWithin(context, work, state));
        }
        else
        {
            RunOnWorker(Flow.Current?.Run, () => RunWithin(context, work, state));
        }
    }

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

    /// <summary>Runs work as a part of this future; what it throws ends the future.</summary>
    private protected void RunWithin(ExecutionContext context, Action<Future, object> work, object state)
    {
        ExecutionContext.Run(
            context,
            _ =>
            {
                Flow.Enter(this);
                try
                {
                    work(this, state);
                }
#pragma warning disable CA1031 // Whatever the work throws is kept in the future, for whoever waits for it.
                catch (Exception ex)
#pragma warning restore CA1031
                {
                    EndWith(ex);
                }
            },
            null);
    }
}
