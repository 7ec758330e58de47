using System.Runtime.CompilerServices;

namespace Tutti.Execution.Internal;

/// <summary>Is the part of a future's function before its first await, which runs on the thread that started it.</summary>
/// <remarks>
/// Made by <see cref="Future.TryBegin"/>. Then <see cref="Enter"/>, the function, <see cref="Leave"/>; then the future ends or
/// <see cref="Future.Settle"/> is called; then <see cref="End"/>.
/// </remarks>
internal readonly ref struct SynchronousPart
{
    private readonly SynchronousParts? _parts;
    private readonly ExecutionContext? _context;
    private readonly SynchronizationContext? _synchronizationContext;
    private readonly Flow _flow;

    public SynchronousPart(SynchronousParts? parts, Flow? caller, Flow flow)
    {
        _parts = parts;
        _flow = flow;
        Caller = caller;
        _context = ExecutionContext.Capture();
        _synchronizationContext = SynchronizationContext.Current;
    }

    /// <summary>Gets the flow that starts the future.</summary>
    public Flow? Caller { get; }

    /// <summary>Makes the calling flow the work of the future.</summary>
    /// <param name="lease">What it holds of exclusive resources.</param>
    public void Enter(object? lease) => _flow.Enter(lease);

    /// <summary>Gives the caller its contexts back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave()
    {
        ExecutionContext.Restore(_context!);
        if (!ReferenceEquals(SynchronizationContext.Current, _synchronizationContext))
        {
            SynchronizationContext.SetSynchronizationContext(_synchronizationContext);
        }
    }

    /// <summary>Ends the part; the future has ended or is in the list of its family.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End() => _parts?.Pop();
}
