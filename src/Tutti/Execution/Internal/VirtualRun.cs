using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is a program that runs in virtual time: its loop, its clock, its futures and its workers, of which one runs at a time.</summary>
/// <remarks>
/// <para>
/// The right to run is the baton. Whoever has it and comes to an end, or to a wait, takes the next piece of ready work and hands the baton to the
/// thread that it is for; so the order of everything is that of the ready work, which the seed decides. Only the thread with the baton takes work,
/// moves the time or runs code of the run. Other threads, such as the end of a real exchange, can only add to the ready work.
/// </para>
/// <para>The flow carries it (<see cref="Flow.Run"/>) to whatever the program starts.</para>
/// </remarks>
#pragma warning disable CA1001 // The semaphore has no handle unless asked for one; threads that were given up may still signal it.
internal sealed partial class VirtualRun : IVirtualTimeUser, IParty
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private readonly VirtualQueue _ready;
    private readonly HashSet<VirtualWorker> _workers = []; // in the order in which they came, whatever their hash codes
    private readonly TimeSpan _limit;
    private WaitList _waits;
    private int _exchanges;
    private volatile bool _hasEnded;

    private VirtualRun(VirtualRunOptions options)
    {
        _ready = new VirtualQueue(options.Seed);
        _limit = options.RealTimeLimit;
        Clock = options.Clock;
        Clock.Attach(this);
        Context = Flow.CreateContext(this);
    }

    public VirtualClock Clock { get; }

    /// <summary>Gets the futures of the run that have no parent.</summary>
    public Family Roots { get; } = new(null);

    /// <summary>Gets the execution context of what runs in no particular one: nothing but the run.</summary>
    public ExecutionContext Context { get; }

    public EventLoop Loop { get; private set; } = null!;

    /// <summary>Gets the loop of the calling flow's run, if the thread is that loop's, whatever its synchronization context.</summary>
    public static EventLoop? LoopOfThread => Flow.Current?.Run?.Loop is { IsOnThread: true } loop ? loop : null;

    /// <summary>Gets a value indicating whether the calling thread has the baton.</summary>
    private bool IsInside => !_hasEnded && ReferenceEquals(_holder, Thread.CurrentThread);

    /// <summary>Gets or sets the flow that is nothing but part of the run, where the flow of the execution context is suppressed.</summary>
    public Flow? SuppressedFlow { get; set; }

    /// <summary>Gets a value indicating whether the run is over.</summary>
    public bool HasEnded => _hasEnded;

    /// <inheritdoc/>
    string IParty.Name => "the program";

    /// <inheritdoc/>
    ref WaitList IParty.Waits => ref _waits;

    /// <summary>Runs a program on a new loop in virtual time, until its task has ended and what is left was cleared away.</summary>
    public static TTask RunProgram<TTask>(Func<TTask> program, VirtualRunOptions options)
        where TTask : Task
    {
        var run = new VirtualRun(options);
        TTask? task = null;
        EventLoop.RunPrivate(
            loop =>
            {
                run.Begin(loop);
                ExecutionContext.Run(
                    ExecutionContext.Capture() ?? BlankContext.Instance,
                    _ =>
                    {
                        Flow.Enter(run);
                        task = program() ?? throw new InvalidOperationException("The program returned no task.");
                    },
                    null);
                task!.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(loop.Wake);
                using NestedWait wait = NestedWait.Begin(null);
                loop.RunUntil(static task => ((Task)task).IsCompleted, task);
                run.ThrowIfStalled();
            },
            run);
        return task!;
    }

    /// <summary>Makes the error of what comes after the end of the run.</summary>
    public static OperationCanceledException Ended() =>
        Future.NewCanceled("The virtual run that this belongs to has ended.", cause: null, CancellationToken.None);

    /// <summary>Throws if the calling thread does not take part in the run just now.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="future">The future that it was called for.</param>
    public void ThrowIfOutside(string call, Future future)
    {
        if (!IsInside)
        {
            ThrowOutside(call, future.Name);
        }
    }

    /// <summary>Throws if the calling thread does not take part; with a seed, others may go on before a worker does.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="future">The future that begins.</param>
    /// <remarks>Real threads come into each other's way anywhere, also where no call waits; so whatever a worker begins is such a place.</remarks>
    public void Enter(string call, Future future)
    {
        ThrowIfOutside(call, future);
        if (_ready.IsPermuted && VirtualWorker.Current is { } worker && worker.Run == this)
        {
            worker.LetOthersGo();
        }
    }

    /// <inheritdoc cref="ThrowIfOutside(string, Future)"/>
    /// <param name="call">What was called.</param>
    /// <param name="describe">Says what it was called for.</param>
    public void ThrowIfOutside(string call, Func<string> describe)
    {
        if (!IsInside)
        {
            ThrowOutside(call, describe());
        }
    }

    private void ThrowOutside(string call, string name)
    {
        if (_hasEnded)
        {
            throw Ended();
        }

        throw new InvalidOperationException(
            $"{call} ('{name}') was called in a virtual run by a thread that does not take part in it. What Task.Run, ConfigureAwait(false) or "
            + "a foreign library has put on another thread comes at a moment that no seed can replay: use Future.Run or Future.Start, and await "
            + "without ConfigureAwait(false).");
    }

    /// <summary>Says that a real exchange is under way, if the calling flow is in a virtual run: until it is over, time stands.</summary>
    public static VirtualExchange BeginExchange()
    {
        VirtualRun? run = Flow.Current?.Run;
        if (run is not null)
        {
            Interlocked.Increment(ref run._exchanges);
        }

        return new VirtualExchange(run);
    }

    /// <summary>Says that a real exchange is over.</summary>
    public void EndExchange()
    {
        if (Interlocked.Decrement(ref _exchanges) == 0)
        {
            WakeIfIdle();
        }
    }

    /// <summary>Adds ready work. Any thread may call it.</summary>
    /// <returns>Whether the run takes it; not once it has ended.</returns>
    public bool TryAdd(in VirtualItem item)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return false;
            }

            _ready.Add(item);
        }

        WakeIfIdle();
        return true;
    }

    /// <summary>Runs a blocking function on a worker when its turn comes.</summary>
    public void StartWorker(Action work, Future owner)
    {
        var worker = new VirtualWorker(this, work) { Owner = owner };
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _workers.Add(worker);
                _ready.Add(new VirtualItem(worker));
                return;
            }
        }

        owner.GiveUp(Ended());
    }

    /// <inheritdoc/>
    void IVirtualTimeUser.OnTimerSet() => WakeIfIdle();

    /// <inheritdoc/>
    void IVirtualTimeUser.OnTimerDue(VirtualTimer timer) => TryAdd(new VirtualItem(timer));
}
