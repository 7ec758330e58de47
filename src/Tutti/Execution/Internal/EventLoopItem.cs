namespace Tutti.Execution.Internal;

/// <summary>Is one piece of work on an event loop.</summary>
internal readonly struct EventLoopItem
{
    private readonly object? _state;
    private readonly object _work;

    /// <summary>Initializes work that runs in the execution context where it was posted.</summary>
    /// <param name="work">The work.</param>
    /// <param name="state">What it is called with.</param>
    /// <param name="context">The context, or <see langword="null"/> for the default one.</param>
    internal EventLoopItem(SendOrPostCallback work, object? state, ExecutionContext? context)
    {
        _work = work;
        _state = state;
        Context = context;
    }

    /// <summary>Initializes work that looks after its execution context itself.</summary>
    /// <param name="work">The work.</param>
    internal EventLoopItem(Action work)
    {
        _work = work;
    }

    /// <inheritdoc cref="EventLoopItem(Action)"/>
    internal EventLoopItem(IThreadPoolWorkItem work)
    {
        _work = work;
    }

    /// <summary>Gets the execution context to run in, or <see langword="null"/> for the default one.</summary>
    internal ExecutionContext? Context { get; }

    /// <summary>Does the work.</summary>
    internal void Run()
    {
        switch (_work)
        {
            case SendOrPostCallback callback:
                callback(_state);
                break;
            case Action action:
                action();
                break;
            default:
                ((IThreadPoolWorkItem)_work).Execute();
                break;
        }
    }
}
