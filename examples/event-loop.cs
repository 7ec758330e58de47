#:project ../src/Tutti/Tutti.csproj

// A program on an event loop: one thread, on which a display goes on ticking while plain blocking code waits.
//   dotnet run examples/event-loop.cs

using System.Runtime.InteropServices;
using Tutti.Execution;
using static Tutti.Quantities.Units;

static double Measure() { Clock.Sleep(200 * ms); return 1.25; }     // ordinary, blocking

EventLoop.UnhandledException += (_, e) => Console.WriteLine($"reported: {e.Exception.Message}");

try
{
    EventLoop.Run(ProgramAsync);
}
catch (OperationCanceledException)
{
    Console.WriteLine("stopped");
}

async Task ProgramAsync()
{
    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
    {
        signal.Cancel = true;                                       // Ctrl-C stops what runs, and its devices, then the program ends
        _ = Future.CancelAllAsync();
    });
    int ticks = 0;
    Future display = Future.Start(async () =>
    {
        for (ticks = 0; ticks < 25; ticks++)
        {
            await Clock.Delay(10 * ms);                             // a precise timer of the loop
        }
    });

    // Blocking code waits by Join, Result, Value, Acquire or Clock.Sleep: all of them run the loop meanwhile.
    Procedure();
    await display;

    // A callback comes back to the thread of the loop.
    int thread = Environment.CurrentManagedThreadId;
    await Future.Run(Measure).Then(value =>
        Console.WriteLine($"a callback with {value}, on the same thread: {Environment.CurrentManagedThreadId == thread}"));

    // Waits that stand above one another finish innermost first.
    EventLoop loop = EventLoop.Current!;
    loop.Post(_ => WaitFor("the inner one", 60), null);             // runs during the outer wait, and so stands above it
    WaitFor("the outer one", 20);

    // What posted work throws goes to UnhandledException; no wait that happens to run it throws it.
    loop.Post(_ => throw new InvalidOperationException("a handler failed"), null);
    WaitFor("a wait", 1);

    void Procedure()
    {
        double value = Future.Run(Measure).Result;                  // blocks this method, not the thread
        Console.WriteLine($"measured {value}, the display went on: {ticks > 5}");
    }

    static void WaitFor(string name, double milliseconds)
    {
        long start = Clock.Current.GetTimestamp();
        Clock.Sleep(milliseconds * ms);
        Console.WriteLine($"{name}, asked for {milliseconds} ms, came back after {Clock.Current.GetElapsedTime(start).TotalMilliseconds:0} ms");
    }
}
