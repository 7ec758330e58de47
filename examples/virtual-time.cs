#:project ../src/Tutti/Tutti.csproj
#:project ../src/Tutti.Simulation/Tutti.Simulation.csproj
#:project ../src/Tutti.Testing/Tutti.Testing.csproj

// Virtual time: a night's scan in a moment, and a race that one order in a few brings to light.
// Virtual.Run brings its own event loop, on which time is virtual.
//   dotnet run examples/virtual-time.cs

using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Simulation.Motion;
using Tutti.Testing;
using static Tutti.Quantities.Units;

// Whenever everything waits for time, time jumps: to the end of a motion, of a wait, of a deadline.
TimeSpan took = Virtual.Run(async () =>
{
    await using var motor = new SimulatedMotor("motor");
    for (int i = 0; i < 480; i++)
    {
        await motor.Position.SetAsync(i * 0.2 * mm);          // moves at its velocity
        await Clock.Delay(1 * min);                           // the sample settles
    }
});
Console.WriteLine($"a scan of {took:h\\:mm\\:ss}, every time the same");

// Two functions raise the same flow rate. Each reads it, waits and sets it; meanwhile nobody keeps the other out.
static async Task RaiseTwice()
{
    await using var pump = new SimulatedPump("pump");
    void Raise(Quantity pause)
    {
        Clock.Sleep(pause);
        Quantity rate = pump.FlowRate.Value;
        Clock.Sleep(1 * s);                                   // looks at what it did
        pump.FlowRate.Value = rate + (1 * mm3 / s);
    }

    await Future.All(Future.Run(() => Raise(0 * s)), Future.Run(() => Raise(1 * s)));
    if (await pump.FlowRate.GetAsync() != 2 * mm3 / s)
    {
        throw new InvalidOperationException("A raise was lost.");
    }
}

Virtual.Run(RaiseTwice);                                      // in the order in which things become ready all is well
try
{
    Virtual.Explore(RaiseTwice, seeds: 1000);                 // in some other order it is not
}
catch (ExplorationException found)
{
    Console.WriteLine(found.Message);
    try
    {
        Virtual.Run(RaiseTwice, seed: found.Seed);            // the same order again, as often as you like
    }
    catch (InvalidOperationException again)
    {
        Console.WriteLine($"replayed: {again.Message}");
    }
}

// With exclusive access no order loses one.
static async Task RaiseTwiceExclusively()
{
    await using var pump = new SimulatedPump("pump");
    void Raise(Quantity pause)
    {
        Clock.Sleep(pause);
        using (Exclusive.Acquire(pump.FlowRate))
        {
            Quantity rate = pump.FlowRate.Value;
            Clock.Sleep(1 * s);
            pump.FlowRate.Value = rate + (1 * mm3 / s);
        }
    }

    await Future.All(Future.Run(() => Raise(0 * s)), Future.Run(() => Raise(1 * s)));
    if (await pump.FlowRate.GetAsync() != 2 * mm3 / s)
    {
        throw new InvalidOperationException("A raise was lost.");
    }
}

Virtual.Explore(RaiseTwiceExclusively, seeds: 1000);
Console.WriteLine("1000 orders with exclusive access, and none that loses a raise");
