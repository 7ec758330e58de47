#:project ../src/Tutti/Tutti.csproj

// Time: waits that are never early and microseconds late, a step that does not drift, a deadline.
//   dotnet run examples/time.cs

using Tutti.Execution;
using Tutti.Timing;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    TimeProvider clock = Clock.Current;                       // the precise clock; in a virtual run the virtual one

    long start = 0;
    TimeSpan waited = default;
    for (int i = 0; i < 20; i++)                              // the first waits also compile the code
    {
        start = clock.GetTimestamp();
        await Clock.Delay(250 * us);
        waited = clock.GetElapsedTime(start);
    }

    Console.WriteLine($"asked 250 us, waited {waited.TotalMicroseconds:0.0} us");

    // Ten steps of 5 ms: each is waited for from the start of all, so the time that a step's work takes does not add up.
    start = clock.GetTimestamp();
    for (int i = 1; i <= 10; i++)
    {
        await Clock.Delay((i * 5 * ms).ToTimeSpan() - clock.GetElapsedTime(start));
        Math.Sqrt(i);                                         // the work of the step
    }

    Console.WriteLine($"ten steps of 5 ms: {clock.GetElapsedTime(start).TotalMilliseconds:0.0} ms");

    // A deadline joins a time limit and a caller's token, and tells afterwards which of the two it was.
    using Deadline deadline = Deadline.Start((20 * ms).ToTimeSpan(), clock, CancellationToken.None);
    try
    {
        await Clock.Delay(10 * s, deadline.Token);
    }
    catch (OperationCanceledException cancel) when (deadline.HasPassed)
    {
        Console.WriteLine(deadline.ToTimeout("waiting for the shutter", cancel).Message);
    }
});
