#:project ../src/Tutti/Tutti.csproj

// Any blocking function becomes a future: it runs beside the program, and the program joins it when it wants the result.
// No event loop here, on purpose: it works in any console program, whose waits then block the main thread.
//   dotnet run examples/futures.cs

using Tutti.Execution;
using static Tutti.Quantities.Units;

static int Measure() { Clock.Sleep(200 * ms); return 1; }     // ordinary, blocking

Future<int> future = Future.Run(Measure);                     // runs at once on a worker, returns at once
bool done = future.IsDone;                                    // False
int result = future.Result;                                   // waits, then 1
int again = Future.Run(Measure).Join().Result;                // Join waits, throws what Measure threw, returns the future
Console.WriteLine($"done at once: {done}, result: {result}, again: {again}");

// Several at the same time take as long as the slowest.
long start = Clock.Current.GetTimestamp();
int[] results = Future.All(Enumerable.Range(0, 10).Select(_ => Future.Run(Measure))).Result;
Console.WriteLine($"ten together: {results.Sum()} in {Clock.Current.GetElapsedTime(start).TotalMilliseconds:0} ms, not 2000");

// A cancel reaches everything that was started inside; no token is passed along.
Future procedure = Future.Start(async () =>
{
    for (int i = 1; ; i++)
    {
        await Clock.Delay(50 * ms);
        Future.ReportProgress(Math.Min(1, i / 100.0), $"step {i}");
        if (i == 200)
        {
            return;
        }
    }
});
Clock.Sleep(220 * ms);
Console.WriteLine($"before the cancel: {procedure.Progress.Text}");
await procedure.CancelAsync();
Console.WriteLine(procedure.IsCancelled ? "cancelled, and at rest" : "it had ended before (asynchrony is off)");

// What a function throws is thrown where it is awaited or joined, with its own stack trace.
try
{
    await Future.Run(int () => throw new InvalidOperationException("the lamp is broken"));
}
catch (InvalidOperationException failure)
{
    Console.WriteLine($"failed: {failure.Message}");
}
