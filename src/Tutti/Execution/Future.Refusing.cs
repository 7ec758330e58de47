using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tutti.Execution;

/// <content>
/// Traps: to run an async function as if it blocked is an error of the compiler that names what to write instead. An async lambda fits those
/// of tasks and those of value tasks: the former have the higher priority, so that the error is this one and not an ambiguity. To start a blocking
/// function as if it were async is one too: those have the lowest priority, so that whatever fits another overload is taken as that.
/// </content>
public partial class Future
{
    private const string UseStart =
        "This function is asynchronous: use Future.Start. A lambda that blocks, such as () => future.Join(), takes braces: { future.Join(); }. "
        + "One that only throws says its type: Future.Run(void () => throw ...).";

    private const string UseRun =
        "This function returns neither a task nor a future: if it blocks, use Future.Run. Of one that returns a value task, Future.Start takes "
        + "async () => await ...";

    /// <summary>Is not to be called: <see cref="Start(Func{Task}, CancellationToken, string?)"/> is for async functions.</summary>
    /// <param name="work">The function.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Never.</returns>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run(Func<Task> work, CancellationToken cancellationToken = default) => throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run<T>(Func<Task<T>> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run(Func<ValueTask> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run(Func<CancellationToken, ValueTask> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run<T>(Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run(Func<Future> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run(Func<CancellationToken, Future> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run<T>(Func<Future<T>> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <inheritdoc cref="Run(Func{Task}, CancellationToken)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseStart, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Run<T>(Func<CancellationToken, Future<T>> work, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(UseStart);

    /// <summary>Is not to be called: <see cref="Run(Action, CancellationToken, string?)"/> is for functions that block.</summary>
    /// <param name="work">The function.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <param name="name">Not used.</param>
    /// <returns>Never.</returns>
    [Obsolete(UseRun, error: true)]
    [OverloadResolutionPriority(-2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Start(
        Action work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null) =>
        throw new NotSupportedException(UseRun);

    /// <inheritdoc cref="Start(Action, CancellationToken, string?)"/>
    [Obsolete(UseRun, error: true)]
    [OverloadResolutionPriority(-2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future Start(
        Action<CancellationToken> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null) =>
        throw new NotSupportedException(UseRun);

    /// <inheritdoc cref="Start(Action, CancellationToken, string?)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseRun, error: true)]
    [OverloadResolutionPriority(-2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future<T> Start<T>(
        Func<T> work, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(work))] string? name = null) =>
        throw new NotSupportedException(UseRun);

    /// <inheritdoc cref="Start(Action, CancellationToken, string?)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    [Obsolete(UseRun, error: true)]
    [OverloadResolutionPriority(-2)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Future<T> Start<T>(
        Func<CancellationToken, T> work,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(work))] string? name = null) =>
        throw new NotSupportedException(UseRun);
}
