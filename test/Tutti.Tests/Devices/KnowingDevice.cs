using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>A device that knows its values, and reads them without waiting.</summary>
internal sealed class KnowingDevice : Device
{
    private Quantity _set;

    public KnowingDevice(Func<Quantity>? reading = null, string name = "knowing")
        : base(name)
    {
        Reading = reading ?? (() => 1 * mm);
        Value = AddQuantity("value", mm, "What it knows.", write: (_, _) => ValueTask.CompletedTask, readNow: () =>
        {
            Reads++;
            return Reading();
        });
        Echo = AddQuantity(
            "echo",
            mm,
            "What was set.",
            write: (value, _) =>
            {
                _set = value + Offset;
                return ValueTask.CompletedTask;
            },
            tolerance: 1 * um,
            stopsWhenCancelled: true,
            readNow: () => _set);
        Twice = AddQuantity("twice", mm, "What it computes.", readNow: () => Value!.Value * 2);
        Text = AddParameter("text", "What it is.", readNow: () => "it");
        Choice = AddSelection("choice", "Which one it is.", [1, 2, 3], readNow: () => 2);
    }

    public QuantityParameter Value { get; }

    public QuantityParameter Echo { get; }

    public QuantityParameter Twice { get; }

    public Parameter<string> Text { get; }

    public SelectionParameter<int> Choice { get; }

    public Func<Quantity> Reading { get; set; }

    /// <summary>Gets or sets how far off a set ends.</summary>
    public Quantity Offset { get; set; } = 0 * mm;

    public int Reads { get; private set; }

    /// <summary>Lets another flow acquire the whole device, which it can if nothing holds a part of it any more.</summary>
    public async Task LeaseByAnotherAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await Future.Start(async () => (await Exclusive.AcquireAsync(this)).Dispose(), cancellation)
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), cancellation);
    }
}
