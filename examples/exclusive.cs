#:project ../src/Tutti.Simulation/Tutti.Simulation.csproj

// Nobody moves the motor while this program holds it, and the pump's flow rate is held together with it or not at all.
//   dotnet run examples/exclusive.cs

using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Simulation.Motion;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    var motor = new SimulatedMotor("motor");
    var pump = new SimulatedPump("pump");

    Future intruder;
    using (await Exclusive.AcquireAsync(motor, pump["flow_rate"]))    // or: using (Exclusive.Acquire(motor, pump["flow_rate"]))
    {
        intruder = Asynchrony.IsDisabled ? Future.Completed : FromElsewhere(() => motor.Position.SetAsync(0 * mm));
        await motor.Position.SetAsync(2 * mm);
        await pump.FlowRate.SetAsync(1 * mm3 / s);
        Console.WriteLine($"held by {motor.Owner!.Holder}: {motor.Owner.Purpose}");
        Console.WriteLine($"motor at {await motor.Position.GetAsync()}, pump at {await pump.FlowRate.GetAsync()}");
        Console.WriteLine($"somebody else has moved it: {intruder.IsDone && !Asynchrony.IsDisabled}");
    }

    await intruder;                                                   // now it is his turn
    Console.WriteLine($"motor at {await motor.Position.GetAsync()}");

    // A time limit, or a token, ends the wait; the message says who holds what.
    using (await Exclusive.AcquireAsync([motor, pump], TimeSpan.FromSeconds(1)))
    {
        await pump.FlowRate.SetAsync(0 * mm3 / s);
    }

    // Two that nest in opposite orders would wait for each other for ever: whoever closes the circle is refused, at once.
    Future fill = Future.Completed;
    using (await Exclusive.AcquireAsync(motor))
    {
        fill = Asynchrony.IsDisabled ? Future.Completed : FromElsewhere(() => Future.Start(FillAsync, name: "fill"));
        try
        {
            using (await Exclusive.AcquireAsync(pump))
            {
                Console.WriteLine($"pump held by {pump.Owner!.Holder} at {pump.Owner.Place}");
            }
        }
        catch (DeadlockException deadlock)
        {
            Console.WriteLine($"refused: {deadlock.Message}");
        }
    }

    await fill;

    // What does not fit is refused before anything moves.
    foreach (Future refused in new[] { motor.Position.SetAsync(3 * V), motor.Position.SetAsync(1 * m) })
    {
        try
        {
            await refused;
        }
        catch (Exception refusal) when (refusal is LimitException or Tutti.Quantities.UnitException)
        {
            Console.WriteLine($"refused: {refusal.Message}");
        }
    }

    // Fills the pump, and moves the motor meanwhile.
    async Task FillAsync()
    {
        using (await Exclusive.AcquireAsync(pump))
        using (await Exclusive.AcquireAsync(motor))
        {
            await motor.Position.SetAsync(1 * mm);
        }
    }
});

// Starts something that is no part of this program's flow, as another program or a button would.
static Future FromElsewhere(Func<Future> start)
{
    using (ExecutionContext.SuppressFlow())
    {
        return start();
    }
}
