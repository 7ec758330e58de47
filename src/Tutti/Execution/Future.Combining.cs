namespace Tutti.Execution;

/// <content>Waiting for several futures.</content>
public partial class Future
{
    /// <summary>Waits for all of several futures.</summary>
    /// <param name="futures">The futures; none is allowed.</param>
    /// <returns>
    /// A future that is done when all are; if some did not succeed, it ends as the first of those in the order given. Cancelling it cancels
    /// them all.
    /// </returns>
    /// <exception cref="ArgumentNullException">One of them is <see langword="null"/>.</exception>
    public static Future All(params ReadOnlySpan<Future> futures) => All(new Future("all"), [.. futures], static _ => { });

    /// <inheritdoc cref="All(ReadOnlySpan{Future})"/>
    public static Future All(IEnumerable<Future> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        return All(new Future("all"), [.. futures], static _ => { });
    }

    /// <summary>Waits for all of several futures and gives their results.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">The futures; none is allowed.</param>
    /// <returns>
    /// A future of the results in the order of the futures; if some did not succeed, it ends as the first of those in the order given.
    /// Cancelling it cancels them all.
    /// </returns>
    /// <exception cref="ArgumentNullException">One of them is <see langword="null"/>.</exception>
    public static Future<T[]> All<T>(params ReadOnlySpan<Future<T>> futures) => AllOf<T>([.. futures]);

    /// <inheritdoc cref="All{T}(ReadOnlySpan{Future{T}})"/>
    public static Future<T[]> All<T>(IEnumerable<Future<T>> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        return AllOf<T>([.. futures]);
    }

    /// <summary>Waits for the first of several futures.</summary>
    /// <param name="futures">The futures, at least one.</param>
    /// <returns>A future of the one that ended first, however it ended; the others run on. Cancelling it cancels them all.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentNullException">One of them is <see langword="null"/>.</exception>
    public static Future<Future> Any(params ReadOnlySpan<Future> futures) => Any<Future>([.. futures], nameof(futures));

    /// <inheritdoc cref="Any(ReadOnlySpan{Future})"/>
    public static Future<Future> Any(IEnumerable<Future> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        return Any<Future>([.. futures], nameof(futures));
    }

    /// <inheritdoc cref="Any(ReadOnlySpan{Future})"/>
    /// <typeparam name="T">The type of the results.</typeparam>
    public static Future<Future<T>> Any<T>(params ReadOnlySpan<Future<T>> futures) => Any<Future<T>>([.. futures], nameof(futures));

    /// <inheritdoc cref="Any{T}(ReadOnlySpan{Future{T}})"/>
    public static Future<Future<T>> Any<T>(IEnumerable<Future<T>> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        return Any<Future<T>>([.. futures], nameof(futures));
    }

    private static Future<T[]> AllOf<T>(Future<T>[] futures) =>
        All(new Future<T[]>("all"), futures, all => all.EndWith(Array.ConvertAll(futures, future => future.ResultNow)));

    private static TFuture All<TFuture>(TFuture all, Future[] futures, Action<TFuture> succeed)
        where TFuture : Future
    {
        int left = futures.Length + 1;
        void CountDown(object _)
        {
            if (Interlocked.Decrement(ref left) > 0)
            {
                return;
            }

            if (Array.Find(futures, future => future.IsFailed || future.IsCancelled) is { } first)
            {
                all.EndAs(first);
            }
            else
            {
                succeed(all);
                all.End();
            }
        }

        all.JoinFamilyOver(futures, "Future.All");
        all.NoteMadeOf(futures);
        foreach (Future future in futures)
        {
            future.OnEnd(CountDown, future);
        }

        CountDown(all);
        return all;
    }

    private static Future<TFuture> Any<TFuture>(TFuture[] futures, string parameterName)
        where TFuture : Future
    {
        if (futures.Length == 0)
        {
            throw new ArgumentException("Any needs at least one future.", parameterName);
        }

        var any = new Future<TFuture>("any");
        any.JoinFamilyOver(futures, "Future.Any");
        any.NoteMadeOf(futures, endsWithAny: true);
        foreach (TFuture future in futures)
        {
            future.OnEnd(future => any.EndWith((TFuture)future), future);
        }

        return any;
    }

    private void JoinFamilyOver(Future[] futures, string call)
    {
        foreach (Future future in futures)
        {
            ArgumentNullException.ThrowIfNull(future, nameof(futures));
        }

        JoinFamily(call, CancellationToken.None);
        CancelTogetherWith(futures);
    }
}
