using Tutti.Devices;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Benchmarks.Devices;

/// <summary>Answers at once: one parameter has a unit, limits, and a state in which it can be set; the other is known without asking.</summary>
internal sealed class BenchDevice : Device
{
    private Quantity _value = 1 * mm;

    public BenchDevice(string name)
        : base(name)
    {
        Position = AddQuantity("position", mm, "Where it stands", read: ReadAsync, write: WriteAsync, limits: new Limits(0 * mm, 40 * mm));
        Encoder = AddQuantity("encoder", mm, "Where its encoder says that it stands", readNow: ReadNow);
    }

    public QuantityParameter Position { get; }

    public QuantityParameter Encoder { get; }

    /// <summary>Gets or sets a value indicating whether it refuses to be set.</summary>
    public bool IsBusy { get; set; }

    public ValueTask<Quantity> ReadAsync(CancellationToken cancellationToken) => new(_value);

    public Quantity ReadNow() => _value;

    public ValueTask WriteAsync(Quantity value, CancellationToken cancellationToken)
    {
        _value = value;
        return ValueTask.CompletedTask;
    }

    protected override StateException? RefuseSet(Parameter parameter) => IsBusy ? new StateException($"Device '{Name}' is busy.") : null;
}
