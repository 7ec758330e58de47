#:project ../src/Tutti.Simulation/Tutti.Simulation.csproj

// A cancel that can be trusted: the motor stands before it is done, and a report says where.
//   dotnet run examples/cancel.cs

using Tutti.Execution;
using Tutti.Simulation.Motion;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    await using var motor = new SimulatedMotor("motor");
    await using var pump = new SimulatedPump("pump");
    await motor.Velocity.SetAsync(100 * mm / s);

    // The procedure passes no token along, and can be stopped all the same.
    Future procedure = Future.Start(async () =>
    {
        await pump.FlowRate.SetAsync(5 * mm3 / s);
        try
        {
            await motor.Position.SetAsync(20 * mm);
        }
        finally
        {
            using (Future.Shield(1 * s))                          // clean-up runs in spite of the cancel, for at most a second
            {
                await pump.FlowRate.SetAsync(0 * mm3 / s);
            }
        }
    });

    await Clock.Delay(50 * ms);
    CancelReport report = await procedure.CancelAsync();          // done when all is at rest
    Console.WriteLine(report);
    foreach (StopReport device in report.Devices.Where(device => !device.IsAtRest))
    {
        Console.WriteLine($"look after {device.Device}: {device.Exception?.Message}");
    }

    Console.WriteLine($"the motor stands at {motor.Position.LastKnown:0.0}, the pump moves {pump.FlowRate.LastKnown}");

    // Several at the same time: the first that fails stops the others.
    Future broken = Future.Run(void () => throw new InvalidOperationException("the lamp is broken"));
    Future all = Future.All([motor.Position.SetAsync(-20 * mm), broken], cancelRestOnFailure: true);
    try
    {
        await all;
    }
    catch (InvalidOperationException failure)
    {
        Console.WriteLine($"{failure.Message}; the motor stands at {await motor.Position.GetAsync():0.0}");
    }

    // When it must be quick, the device and all its parts, whoever holds them.
    Future move = motor.Position.SetAsync(30 * mm);
    Console.WriteLine(await motor.EmergencyStopAsync());
    Future ended = await Future.Any(move);                        // however it ends
    Console.WriteLine($"the move: {(ended.IsCancelled ? "cancelled" : "over (asynchrony is off)")}");
});
