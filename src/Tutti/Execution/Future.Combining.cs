using System.Globalization;
using Tutti.Execution.Internal;

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
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static Future All(params Future[] futures) => All(futures, cancelRestOnFailure: false);

    /// <summary>Waits for all of several futures.</summary>
    /// <param name="futures">The futures; none is allowed.</param>
    /// <param name="cancelRestOnFailure">Whether the first that fails or is cancelled cancels those that still run.</param>
    /// <returns>
    /// A future that is done when all are, also those that were cancelled; if some did not succeed, it ends as the first of those in the order
    /// given, or, if that one cancelled the rest, as the first in time. Cancelling it cancels them all.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static Future All(IEnumerable<Future> futures, bool cancelRestOnFailure = false) =>
        All(new Future("all"), Copy(futures), cancelRestOnFailure, static _ => { });

    /// <summary>Waits for all of several futures and gives their results.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">The futures; none is allowed.</param>
    /// <returns>
    /// A future of the results in the order of the futures; if some did not succeed, it ends as the first of those in the order given.
    /// Cancelling it cancels them all.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static Future<T[]> All<T>(params Future<T>[] futures) => All(futures, cancelRestOnFailure: false);

    /// <summary>Waits for all of several futures and gives their results.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">The futures; none is allowed.</param>
    /// <param name="cancelRestOnFailure">Whether the first that fails or is cancelled cancels those that still run.</param>
    /// <returns>
    /// A future of the results in the order of the futures. It is done when all are, also those that were cancelled; if some did not succeed, it
    /// ends as the first of those in the order given, or, if that one cancelled the rest, as the first in time. Cancelling it cancels them all.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static Future<T[]> All<T>(IEnumerable<Future<T>> futures, bool cancelRestOnFailure = false)
    {
        Future<T>[] copy = Copy(futures);
        return All(new Future<T[]>("all"), copy, cancelRestOnFailure, all => all.EndWith(Array.ConvertAll(copy, future => future.ResultNow)));
    }

    /// <summary>Waits for the first of several futures.</summary>
    /// <param name="futures">The futures, at least one.</param>
    /// <returns>A future of the one that ended first, however it ended; the others run on. Cancelling it cancels them all.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is none, or one of them is <see langword="null"/>.</exception>
    public static Future<Future> Any(params Future[] futures) => Any(futures, cancelRest: false);

    /// <summary>Waits for the first of several futures.</summary>
    /// <param name="futures">The futures, at least one.</param>
    /// <param name="cancelRest">Whether the first that succeeds cancels the others.</param>
    /// <returns>
    /// A future of the one that ended first, however it ended; the others run on. With <paramref name="cancelRest"/> it is the first that
    /// succeeded, and the others are cancelled when this is done, though they may still be coming to rest; if none succeeds, this ends as the
    /// first in the order given. Cancelling it cancels them all.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is none, or one of them is <see langword="null"/>.</exception>
    public static Future<Future> Any(IEnumerable<Future> futures, bool cancelRest = false) => AnyOf(Copy(futures), cancelRest);

    /// <inheritdoc cref="Any(Future[])"/>
    /// <typeparam name="T">The type of the results.</typeparam>
    public static Future<Future<T>> Any<T>(params Future<T>[] futures) => AnyOf(Copy(futures), cancelRest: false);

    /// <inheritdoc cref="Any(IEnumerable{Future}, bool)"/>
    /// <typeparam name="T">The type of the results.</typeparam>
    public static Future<Future<T>> Any<T>(IEnumerable<Future<T>> futures, bool cancelRest = false) => AnyOf(Copy(futures), cancelRest);

    private static TFuture All<TFuture>(TFuture all, Future[] futures, bool cancelRestOnFailure, Action<TFuture> succeed)
        where TFuture : Future
    {
        int left = futures.Length + 1;
        Future? first = null;
        CombinedWait? wait = null;
        void CountDown(object state)
        {
            if (cancelRestOnFailure && state is Future { IsDone: true, IsSuccessful: false } ended
                && Interlocked.CompareExchange(ref first, ended, null) is null)
            {
                CancelRest(futures, $"'{ended.Name}' did not succeed");
            }

            if (Interlocked.Decrement(ref left) > 0)
            {
                wait?.NoteChange();
                return;
            }

            if ((first ?? Array.Find(futures, future => !future.IsSuccessful)) is { } unsuccessful)
            {
                all.EndAs(unsuccessful);
            }
            else
            {
                succeed(all);
                all.End();
            }
        }

        all.JoinFamilyOver(futures, "Future.All");
        wait = all.NoteMadeOf(futures, cancelsRest: cancelRestOnFailure);
        foreach (Future future in futures)
        {
            future.OnEnd(CountDown, future);
        }

        CountDown(all);
        return all;
    }

    private static Future<TFuture> AnyOf<TFuture>(TFuture[] futures, bool cancelRest)
        where TFuture : Future
    {
        if (futures.Length == 0)
        {
            throw new ArgumentException("Any needs at least one future.", nameof(futures));
        }

        var any = new Future<TFuture>("any");
        int left = futures.Length;
        bool isWon = false;
        CombinedWait? wait = null;
        void Compete(object state)
        {
            var ended = (TFuture)state;
            if (!cancelRest)
            {
                any.EndWith(ended);
            }
            else if (ended.IsSuccessful && !Interlocked.Exchange(ref isWon, true))
            {
                CancelRest(futures, $"'{ended.Name}' came first");
                any.EndWith(ended);
            }
            else if (Interlocked.Decrement(ref left) == 0)
            {
                any.EndAs(futures[0]); // None has succeeded, so this one has not.
            }
            else
            {
                wait?.NoteChange();
            }
        }

        any.JoinFamilyOver(futures, "Future.Any");
        wait = any.NoteMadeOf(futures, isForAny: true);
        foreach (TFuture future in futures)
        {
            any.OnEndOf(future, Compete, future);
        }

        return any;
    }

    private static void CancelRest(Future[] futures, string reason)
    {
        foreach (Future future in futures)
        {
            if (!future.IsDone)
            {
                Interlocked.CompareExchange(ref future.EnsureExtras().CancelReason, reason, null);
            }
        }

        CancelReached([.. futures]);
    }

    /// <summary>Copies what a caller gives, who may change it later, and refuses what is missing.</summary>
    private static TFuture[] Copy<TFuture>(IEnumerable<TFuture> futures)
        where TFuture : Future
    {
        ArgumentNullException.ThrowIfNull(futures);
        TFuture[] copy = [.. futures];
        int missing = Array.IndexOf(copy, null);
        return missing < 0
            ? copy
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The future at index {missing} is null."), nameof(futures));
    }

    private void JoinFamilyOver(Future[] futures, string call)
    {
        JoinFamily(call, CancellationToken.None);
        CancelTogetherWith(futures);
    }
}
