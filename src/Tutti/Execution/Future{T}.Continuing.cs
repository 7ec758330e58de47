namespace Tutti.Execution;

/// <content>Continuing with the result, for code that cannot await.</content>
public sealed partial class Future<T>
{
    /// <summary>Runs a callback with the result when the future has ended with success.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>A future of the callback; a failure or a cancel of this future is passed along to it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    /// <inheritdoc cref="Future.Then(Action)" path="/remarks"/>
    public Future Then(Action<T> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future(NameOfThen()), then =>
        {
            callback(_result);
            then.End();
        });
    }

    /// <inheritdoc cref="Then(Action{T})"/>
    /// <typeparam name="TResult">The type of the callback's result.</typeparam>
    public Future<TResult> Then<TResult>(Func<T, TResult> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future<TResult>(NameOfThen()), then => then.EndWith(callback(_result)));
    }

    /// <inheritdoc cref="Then(Action{T})"/>
    public Future Then(Func<T, Future> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future(NameOfThen()), then => then.EndWhen(callback(_result)));
    }

    /// <inheritdoc cref="Then{TResult}(Func{T, TResult})"/>
    public Future<TResult> Then<TResult>(Func<T, Future<TResult>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future<TResult>(NameOfThen()), then => then.EndWhen(callback(_result)));
    }

    /// <inheritdoc cref="Then(Action{T})"/>
    public Future Then(Func<T, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future(NameOfThen()), then => then.EndWhen(Start(() => callback(_result), CancellationToken.None, then.Name)));
    }

    /// <inheritdoc cref="Then{TResult}(Func{T, TResult})"/>
    public Future<TResult> Then<TResult>(Func<T, Task<TResult>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Continue(new Future<TResult>(NameOfThen()), then => then.EndWhen(Start(() => callback(_result), CancellationToken.None, then.Name)));
    }
}
