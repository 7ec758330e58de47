#:project ../src/Tutti.Simulation/Tutti.Simulation.csproj

// The same without await, for code that cannot: callbacks with Then.
//   dotnet run examples/callbacks.cs

using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync();
    await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port);   // its outputs go off at the end
    Measure(board);
});

// An ordinary function: it cannot await, and need not.
static void Measure(RedPitayaBoard board)
{
    Future<string> report = board.Generator2.StartAsync(2 * kHz, 0.3 * V)
        .Then(() => board.Scope.SingleAsync(averages: 1))
        .Then(trace => SineFit.Of(trace.Channel2))
        .Then(fit => $"a sine of {fit.Frequency:0.#} and {fit.Amplitude:0.###}");

    Console.WriteLine($"the program goes on: {(report.IsDone ? "asynchrony is off" : "nothing is measured yet")}");
    Console.WriteLine(report.Result);                         // runs the loop meanwhile, and on it the callbacks

    // A failure passes by the callbacks that follow, and arrives at the end.
    Future<int> failing = Future.Run(double () => throw new TimeoutException("the board is silent")).Then(value => (int)value);
    try
    {
        Console.WriteLine(failing.Result);
    }
    catch (TimeoutException failure)
    {
        Console.WriteLine($"failed: {failure.Message}");
    }
}
