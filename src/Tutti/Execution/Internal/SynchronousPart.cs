using System.Runtime.CompilerServices;

namespace Tutti.Execution.Internal;

/// <summary>Is the part of a future's function before its first await, which runs on the thread that started it.</summary>
/// <remarks>
/// Made and used by <see cref="Future.TryDo{TWork}"/>, and not where the flow of the execution context is suppressed. After <see cref="Leave"/>
/// the future ends, or <see cref="Future.Settle"/> is called; then <see cref="End"/>.
/// </remarks>
internal ref struct SynchronousPart
{
    private readonly ExecutionContext _context;
    private readonly SynchronizationContext? _synchronizationContext;
    private SynchronousParts? _parts;

    public SynchronousPart(ExecutionContext context)
    {
        _context = context;
        _synchronizationContext = SynchronizationContext.Current;
        Caller = Flow.CurrentUnsuppressed;
    }

    /// <summary>Gets the flow that starts the future.</summary>
    public Flow? Caller { get; }

    /// <summary>Makes the future one of those that are in their families by their synchronous parts; a full fence.</summary>
    /// <returns>Whether there was room.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPush(Future future)
    {
        SynchronousParts parts = SynchronousParts.OfThread;
        if (!parts.TryPush(future, Caller))
        {
            return false;
        }

        _parts = parts;
        return true;
    }

    /// <summary>Gives the caller its contexts back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Leave()
    {
        ExecutionContext.Restore(_context);
        if (!ReferenceEquals(SynchronizationContext.Current, _synchronizationContext))
        {
            SynchronizationContext.SetSynchronizationContext(_synchronizationContext);
        }
    }

    /// <summary>Ends the part; the future has ended or is in the list of its family.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void End() => _parts?.Pop();
}
