using Tutti.Execution.Internal;
using Tutti.Timing.Internal;

namespace Tutti.Execution;

/// <summary>Runs asynchronous code on one thread, as a user interface does, with timers that are precise to microseconds.</summary>
/// <remarks>
/// <para>Work runs in the order in which it was posted; timers that are due come before the next piece of work, and between two
/// pieces of work the timers are looked at again, so that neither can starve the other.</para>
/// <para>Every piece of work runs in the execution context in which it was posted. An exception that it throws goes to
/// <see cref="UnhandledException"/> and does not end the loop.</para>
/// <para>When <see cref="Run(Func{Task})"/> returns, the work that was ready by then has run. What is posted or becomes due later is not
/// lost: it runs on the thread pool, still one piece after the other and with this context.</para>
/// <para><see cref="Post"/> and <see cref="Send"/> may be called by any thread.</para>
/// </remarks>
public sealed partial class EventLoop : SynchronizationContext, IPump
{
    /// <summary>Is how many waits can stand above one another on one loop.</summary>
    internal const int MaxDepth = 64;

    private readonly EventLoopQueue _ready = new();
    private readonly TimerHeap _timers = new();
    private readonly PreciseWait _wait = new();
    private readonly HeadStart _headStart;
    private Thread? _thread;
    private readonly VirtualRun? _run; // does all that the fields above and below are for, in a virtual run
    private readonly ExecutionContext _blank;
    private int _depth;
    private int? _timerSlack;

    private EventLoop(VirtualRun? run)
    {
        _thread = Thread.CurrentThread;
        _run = run;
        _blank = run?.Context ?? BlankContext.Instance;
        _headStart = new HeadStart(this);
    }

    /// <summary>Occurs when work posted to any loop throws. Without a subscriber it is logged.</summary>
    /// <remarks>Raised on the thread of the loop, with no sender.</remarks>
    public static event EventHandler<EventLoopExceptionEventArgs>? UnhandledException;

    /// <summary>Gets the loop that the calling code runs on, or <see langword="null"/>.</summary>
    public static new EventLoop? Current => SynchronizationContext.Current as EventLoop;

    /// <summary>Gets a value indicating whether the calling code runs on an event loop.</summary>
    /// <remarks>This is what every await in Tutti passes to <c>ConfigureAwait</c>: stay on a loop, take no other context.</remarks>
    public static bool IsCurrent => SynchronizationContext.Current is EventLoop or VirtualWorkerContext;

    /// <summary>Gets a value indicating whether the calling thread is the one that the loop runs on.</summary>
    internal bool IsOnThread => _thread == Thread.CurrentThread;

    /// <summary>Gets a value indicating whether the loop is that of a virtual run, which has no real time.</summary>
    internal bool IsVirtual => _run is not null;

    private EventLoopTimer? NextTimer => (EventLoopTimer?)_timers.First;

    /// <summary>Runs a program on a new loop on the calling thread, until its task has ended.</summary>
    /// <param name="program">The program; it begins at once, on this thread.</param>
    /// <exception cref="ArgumentNullException"><paramref name="program"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="program"/> returned no task.</exception>
    /// <remarks>
    /// What the program throws is thrown here, with its original stack trace. Work that is ready when it ends still runs before this
    /// returns; then the thread gets its former synchronization context back. A loop around this one stands still meanwhile; to wait for a future
    /// that needs that one is a deadlock which nobody finds.
    /// </remarks>
    public static void Run(Func<Task> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        Task task = RunProgram(program);
#pragma warning disable VSTHRD002 // It has ended; this throws what it threw.
        task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The result of the program.</returns>
    public static T Run<T>(Func<Task<T>> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        Task<T> task = RunProgram(program);
#pragma warning disable VSTHRD002 // It has ended; this throws what it threw.
        return task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    /// <inheritdoc/>
    bool IPump.IsOver => false;

    /// <inheritdoc/>
    void IPump.RunUntil(Func<object, bool> condition, object state) => RunUntil(condition, state);

    /// <inheritdoc/>
    void IPump.Wake() => Wake();

    /// <summary>Runs an action with a loop of its own on the calling thread, which it can pump by <see cref="RunUntil"/>.</summary>
    /// <param name="action">The action.</param>
    /// <param name="run">The virtual run that the loop is of, if it is of one.</param>
    internal static void RunPrivate(Action<EventLoop> action, VirtualRun? run = null)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        var loop = new EventLoop(run);
        try
        {
            SetSynchronizationContext(loop);
            action(loop);
        }
        finally
        {
            loop.Close();
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs the loop, nested in what runs on it, until something is true.</summary>
    /// <param name="condition">What is looked at after every piece of work, and whenever the loop is woken.</param>
    /// <param name="state">What it is called with.</param>
    /// <exception cref="InvalidOperationException">This is not the loop's thread, or too many waits stand above one another.</exception>
    /// <remarks>Whatever makes the condition true from another thread calls <see cref="Wake"/> afterwards.</remarks>
    internal void RunUntil(Func<object, bool> condition, object state)
    {
        if (!IsOnThread)
        {
            throw new InvalidOperationException("An event loop can only be run by its own thread.");
        }

        if (condition(state))
        {
            return;
        }

        if (_depth == MaxDepth)
        {
            throw new InvalidOperationException(
                $"More than {MaxDepth} waits stand above one another on this event loop. Await them instead of joining them.");
        }

        _depth++;
        try
        {
            // what the frame that waits is part of must not be seen by the work, and must be the same after it
            BlankContext.Run(static pump => ((Pump)pump!).Run(), new Pump(this, condition, state));
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Makes the loop look at its condition again. Any thread may call it.</summary>
    internal void Wake()
    {
        if (_run is null)
        {
            _wait.Signal();
        }
        else
        {
            _run.Wake();
        }
    }

    private static TTask RunProgram<TTask>(Func<TTask> program)
        where TTask : Task
    {
        if (Flow.Current?.Run is { HasEnded: false })
        {
            throw new InvalidOperationException("No other loop can run inside a virtual run, whose time would stand still: await the program instead.");
        }

        TTask? task = null;
        RunPrivate(loop =>
        {
            task = program() ?? throw new InvalidOperationException("The program returned no task.");
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(loop.Wake);
            using NestedWait wait = NestedWait.Begin(null);
            loop.RunUntil(static task => ((Task)task).IsCompleted, task);
        });
        return task!;
    }

    private sealed class Pump(EventLoop loop, Func<object, bool> condition, object state)
    {
        public void Run()
        {
            SetSynchronizationContext(loop);
            while (!condition(state))
            {
                if (!loop.RunNext())
                {
                    loop.WaitForWork();
                }
            }
        }
    }
}
