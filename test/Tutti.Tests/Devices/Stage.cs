using Tutti.Devices;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>A device for tests: what is sent to it waits for <see cref="Answer"/> if that is set.</summary>
internal sealed class Stage : Device
{
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
        Temperature = AddQuantity("temperature", K, "How warm it is.", read: _ => new(300 * K));
        Key = AddParameter<string>("key", "Can only be set.", write: (_, _) => ValueTask.CompletedTask);
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

    public List<string> Log { get; } = [];

    public Quantity Offset { get; set; } = 0 * mm;

    public bool RefusesSets { get; set; }

    /// <summary>Gets or sets a value indicating whether a write goes on when it is cancelled, and returns as if nothing had been.</summary>
    public bool IgnoresCancel { get; set; }

    /// <summary>Gets or sets what the next reads wait for before they give the value that they have seen.</summary>
    public Task ReadAnswer { get; set; } = Task.CompletedTask;

    protected override StateException? RefuseSet(Parameter parameter) =>
        RefusesSets ? new StateException($"Device '{Name}' is disabled.") : null;

    protected override ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        Log.Add("stop");
        return ValueTask.CompletedTask;
    }

    private async ValueTask<Quantity> ReadAsync(CancellationToken cancellationToken)
    {
        Quantity seen = _actual + Offset;
        await ReadAnswer.WaitAsync(cancellationToken);
        return seen;
    }

    private async ValueTask WriteAsync(Quantity value, CancellationToken cancellationToken)
    {
        Log.Add($"begin {value}");
        await Answer.WaitAsync(IgnoresCancel ? CancellationToken.None : cancellationToken);
        _actual = value;
        Log.Add($"end {value}");
    }
}
