using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Nested loops of foreign contexts.</content>
public sealed partial class EventLoop
{
    /// <summary>Registers the nested loop of a foreign single-threaded context, by which waits on its thread keep it alive.</summary>
    /// <typeparam name="TContext">The type of the context; types derived from it are meant too, unless one is registered for them.</typeparam>
    /// <param name="loop">The loop.</param>
    /// <returns>What ends the registration when it is disposed of; waits that go on then keep the loop.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="loop"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <typeparamref name="TContext"/> is <see cref="SynchronizationContext"/>, which may be anything, or <see cref="EventLoop"/>, which needs none.
    /// </exception>
    /// <exception cref="InvalidOperationException">A loop is registered for this very type.</exception>
    /// <remarks>Applies to the whole process. Thread safe.</remarks>
    public static IDisposable Register<TContext>(INestedLoop loop)
        where TContext : SynchronizationContext
    {
        ArgumentNullException.ThrowIfNull(loop);
        if (typeof(TContext) == typeof(SynchronizationContext) || typeof(TContext) == typeof(EventLoop))
        {
#pragma warning disable MA0015 // The type is the argument.
            throw new ArgumentException(
                typeof(TContext) == typeof(EventLoop)
                    ? $"{nameof(EventLoop)} runs its own nested loops."
                    : $"{nameof(SynchronizationContext)} may be any context: name the type of the one that the loop is for.",
                nameof(TContext));
#pragma warning restore MA0015
        }

        return NestedLoops.Add(typeof(TContext), context => context is TContext, loop);
    }

    /// <summary>Registers the nested loop of foreign single-threaded contexts whose type cannot be named.</summary>
    /// <param name="isFor">Tells whether the loop is for a context; asked on the thread that is to wait, after the loops registered by type.</param>
    /// <param name="loop">The loop.</param>
    /// <returns>What ends the registration when it is disposed of; waits that go on then keep the loop.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <remarks>Of several that are for a context the first registered is taken. Applies to the whole process. Thread safe.</remarks>
    public static IDisposable Register(Func<SynchronizationContext, bool> isFor, INestedLoop loop)
    {
        ArgumentNullException.ThrowIfNull(isFor);
        ArgumentNullException.ThrowIfNull(loop);
        return NestedLoops.Add(null, isFor, loop);
    }
}
