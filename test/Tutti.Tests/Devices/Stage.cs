using System.Collections.Concurrent;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>A device for tests: what is sent to it waits for <see cref="Answer"/> if that is set.</summary>
internal sealed class Stage : Device
{
    private readonly ConcurrentQueue<string> _log = new();
    private Quantity _actual = 0 * mm;

    public Stage(string name = "stage")
        : base(name)
    {
        Position = AddQuantity(
            "position",
            mm,
            "Where it stands.",
            read: ReadAsync,
            write: WriteAsync,
            limits: new(-10 * mm, 10 * mm),
            tolerance: 1 * um,
            stopsWhenCancelled: true);
        Speed = AddSetting("speed", 1 * mm / s, "How fast it moves.", new Limits(0 * mm / s, 5 * mm / s));
        Mode = AddSetting("mode", "slow", "How it moves.", ["slow", "fast"]);
        Temperature = AddQuantity("temperature", K, "How warm it is.", readNow: () => 300 * K);
        Key = AddParameter<string>("key", "Can only be set.", write: async (_, token) => await Answer.WaitAsync(token));
        Steps = AddCount("steps", 3, "How many steps it makes.", 1, 10);
    }

    public QuantityParameter Position { get; }

    public QuantityParameter Speed { get; }

    public SelectionParameter<string> Mode { get; }

    public QuantityParameter Temperature { get; }

    public Parameter<string> Key { get; }

    public Parameter<int> Steps { get; }

    /// <summary>Gets or sets what the next writes wait for.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    public IReadOnlyCollection<string> Log => [.. _log];

    public Quantity Offset { get; set; } = 0 * mm;

    public bool RefusesSets { get; set; }

    /// <summary>Gets or sets a value indicating whether a write goes on when it is cancelled, and returns as if nothing had been.</summary>
    public bool IgnoresCancel { get; set; }

    /// <summary>Gets or sets what the next reads wait for before they give the value that they have seen.</summary>
    public Task ReadAnswer { get; set; } = Task.CompletedTask;

    /// <summary>Gets or sets what a stop does after it was logged.</summary>
    public Func<CancellationToken, Task> Stopping { get; set; } = _ => Task.CompletedTask;

    /// <summary>Gets or sets how far it moves from one read to the next.</summary>
    public Quantity Drift { get; set; } = 0 * mm;

    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    protected override TimeSpan StopDeadline => Patience;

    public void Note(string entry) => _log.Enqueue(entry);

    /// <summary>Moves on the spot until it is told to stop, or <see cref="Answer"/> says so.</summary>
    public Future HomeAsync() => CommandAsync("home", async token =>
    {
        _log.Enqueue("home");
        await Answer.WaitAsync(token);
    });

    /// <summary>Makes another device a part of this one.</summary>
    public Stage With(Stage part)
    {
        AddPart(part);
        return this;
    }

    protected override StateException? RefuseSet(Parameter parameter) =>
        RefusesSets ? new StateException($"Device '{Name}' is disabled.") : null;

    protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        _log.Enqueue("stop");
        await Stopping(cancellationToken);
    }

    private async ValueTask<Quantity> ReadAsync(CancellationToken cancellationToken)
    {
        Quantity seen = _actual + Offset;
        if (Drift != 0 * mm)
        {
            _actual += Drift; // Only then: a read may run beside a write, and must not undo it.
        }

        await ReadAnswer.WaitAsync(cancellationToken);
        return seen;
    }

    private async ValueTask WriteAsync(Quantity value, CancellationToken cancellationToken)
    {
        _log.Enqueue($"begin {value}");
        await Answer.WaitAsync(IgnoresCancel ? CancellationToken.None : cancellationToken);
        _actual = value;
        _log.Enqueue($"end {value}");
    }
}
