namespace Tutti.Execution.Internal;

/// <summary>Is one run of a blocking function as the work of a future.</summary>
internal sealed class FunctionRun
{
    private readonly Future _future;
    private readonly ExecutionContext _context;
    private readonly Action<Future, object, Worker?> _function;
    private readonly object _state;
    private Worker? _worker;

    /// <summary>Initializes a run.</summary>
    /// <param name="future">The future.</param>
    /// <param name="context">The execution context to run in.</param>
    /// <param name="function">Calls the function, says that its worker is idle, and ends the future.</param>
    /// <param name="state">What it is called with.</param>
    public FunctionRun(Future future, ExecutionContext context, Action<Future, object, Worker?> function, object state)
    {
        _future = future;
        _context = context;
        _function = function;
        _state = state;
    }

    /// <summary>Runs the function on the calling thread; what it throws ends the future.</summary>
    public void Run() => Run(null);

    /// <inheritdoc cref="Run()"/>
    /// <param name="worker">The worker whose thread it is, if it may take other work when the function has returned.</param>
    public void Run(Worker? worker)
    {
        _worker = worker;
        ExecutionContext.Run(_context, static run => ((FunctionRun)run!).RunWithin(), this);
    }

    private void RunWithin()
    {
        Flow.Enter(_future);
        try
        {
            _function(_future, _state, _worker);
        }
#pragma warning disable CA1031 // Whatever the work throws is kept in the future, for whoever waits for it.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            _worker?.BecomeIdle();
            _future.EndWith(ex);
        }
    }
}
