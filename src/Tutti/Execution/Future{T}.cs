using System.Diagnostics.CodeAnalysis;
using Tutti.Execution.Internal;
using Tutti.Quantities;

namespace Tutti.Execution;

/// <summary>Is a started operation that has a result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <remarks>All members are thread safe.</remarks>
public sealed partial class Future<T> : Future
{
    private T _result = default!;

    internal Future(string? name, bool isOperation = false)
        : base(name, isOperation)
    {
    }

    /// <summary>Gets the result; waits for it like <see cref="Future.Join()"/>.</summary>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The thread belongs to a foreign context that would freeze.</exception>
    /// <remarks>What the work threw is thrown as it was, with its original stack trace.</remarks>
    public T Result
    {
        get
        {
            Wait("Future.Result");
            return GetResult();
        }
    }

    /// <summary>Gets the result of a future that has ended; never blocks.</summary>
    /// <exception cref="InvalidOperationException">The future is not done.</exception>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    public T ResultNow => IsDone
        ? GetResult()
        : throw new InvalidOperationException($"The future '{Name}' is not done: await it, join it, or ask IsDone first.");

    /// <summary>Gets the result if the future ended with success; never blocks and never throws.</summary>
    /// <param name="result">The result, or the default value.</param>
    /// <returns>Whether there is a result.</returns>
    public bool TryGetResult([MaybeNullWhen(false)] out T result)
    {
        bool hasResult = IsDone && !IsFailed && !IsCancelled;
        result = hasResult ? _result : default;
        return hasResult;
    }

    /// <inheritdoc cref="Future.Join()"/>
    public new Future<T> Join()
    {
        base.Join();
        return this;
    }

    /// <inheritdoc cref="Future.Join(TimeSpan)"/>
    public new Future<T> Join(TimeSpan timeout)
    {
        base.Join(timeout);
        return this;
    }

    /// <inheritdoc cref="Future.Join(Quantity)"/>
    public new Future<T> Join(Quantity timeout) => Join(ToLimit(timeout));

    /// <summary>Gets the awaiter, for the compiler.</summary>
    /// <returns>The awaiter; it resumes on the synchronization context of the awaiting code.</returns>
    public new FutureAwaiter<T> GetAwaiter() => new(this, continueOnCapturedContext: true);

    /// <inheritdoc cref="Future.ConfigureAwait(bool)"/>
    public new ConfiguredFuture<T> ConfigureAwait(bool continueOnCapturedContext) => new(this, continueOnCapturedContext);

    /// <inheritdoc cref="Future.AsTask"/>
#pragma warning disable VSTHRD200 // AsTask is the name that such conversions have.
    public new Task<T> AsTask() => AsTask(static future => ((Future<T>)future)._result);
#pragma warning restore VSTHRD200

    /// <summary>Gets the result of a future that is known to have ended with success.</summary>
    internal T ResultOfSuccess => _result;

    internal T GetResult()
    {
        ThrowIfNotSuccessful();
        return _result;
    }

    /// <inheritdoc cref="Future.Launch(Func{CancellationToken, Task}, CancellationToken)"/>
    internal void Launch(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        Launch(work, static (work, future) => ((Func<CancellationToken, Task<T>>)work)(future.Token), cancellationToken);

    internal void EndWith(T result)
    {
        if (TryClaim())
        {
            _result = result;
            FinishSuccessfully();
        }
    }

    /// <summary>Does work that cannot wait, in the calling flow and on its thread, and ends with its result or with what it throws.</summary>
    /// <typeparam name="TWork">The type of the work.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="call">What the user called, to name it if the thread takes no part in a virtual run.</param>
    /// <param name="cancellationToken">The token.</param>
    /// <returns>
    /// Whether it was done: not if it was cancelled before, if something has to be waited for first, nor where the flow of the execution context
    /// is suppressed.
    /// </returns>
    /// <remarks>
    /// Only for a future that nobody knows yet, nor can know before this returns: so it needs no flow, no family and no interlocked step of its own.
    /// </remarks>
    internal bool TryDoNow<TWork>(ref TWork work, string call, CancellationToken cancellationToken)
        where TWork : struct, IPlainWork<T>
    {
        if (cancellationToken.IsCancellationRequested || ExecutionContext.Capture() is not { } context)
        {
            return false;
        }

        NoteStart();
        var part = new SynchronousPart(context);
        part.Caller?.Run?.Enter(call, this);
        ref PlainHolding? held = ref PlainHolding.OfThread;
        PlainHolding? outer = held;
        if (part.Caller is { IsCancelRequested: true } || work.TryPrepare(part.Caller, outer) is not { } holding)
        {
            return false;
        }

        held = holding;
        Exception? failure = null;
        try
        {
            _result = work.Call();
        }
#pragma warning disable CA1031 // Whatever the work throws is kept in the future, for whoever waits for it.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            failure = ex;
        }

        held = outer;
        part.Leave();
        work.Leave();
        if (failure is null)
        {
            BeDone();
        }
        else
        {
            JoinFamily(call, cancellationToken); // A cancel that was asked for meanwhile may be why it threw.
            EndWith(failure);
        }

        return true;
    }

    private protected override void TakeResult(Future other) => EndWith(((Future<T>)other)._result);

    /// <summary>Keeps the result, for when the future ends.</summary>
    internal void Keep(T result) => _result = result;

#pragma warning disable VSTHRD002 // The task has ended: this only fetches its result.
    private protected override void Keep(Task task) => _result = ((Task<T>)task).Result;

    private protected override void TakeResult(Task task) => EndWith(((Task<T>)task).Result);
#pragma warning restore VSTHRD002
}
