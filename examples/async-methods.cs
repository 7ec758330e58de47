#:project ../src/Tutti/Tutti.csproj

// A blocking method with [Async] gets an asynchronous twin: Measure gets MeasureAsync, which returns a future.
// No event loop here, on purpose: this is blocking code, and Join may block the main thread.
//   dotnet run examples/async-methods.cs

using Tutti.Execution;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

var balance = new Balance("balance");
var stirrer = new Stirrer();

// The plain methods block; their twins return at once.
Quantity mass = balance.Weigh(3);
Future<Quantity> weighing = balance.WeighAsync(3);
Future stirring = stirrer.StirAsync(100 * ms);
Console.WriteLine($"weighed {mass}; {weighing.Name} and {stirring.Name} run at the same time");
stirring.Join();
Console.WriteLine($"weighed {weighing.Result} while the stirrer made {stirrer.Turns} turns");

// A twin is a function like any other.
Quantity[] series = Future.All(Enumerable.Range(1, 5).Select(balance.WeighAsync)).Result;
Console.WriteLine($"a series: {string.Join(", ", series)}");

// The method gets the token of its future, so that a cancel stops it; nobody has to pass one along.
Future slow = stirrer.StirAsync(1 * s);
await slow.CancelAsync();
Console.WriteLine(slow.IsCancelled ? "the stirrer was stopped, and stands" : "it had ended before (asynchrony is off)");

/// <summary>A balance whose driver knows nothing of asynchrony.</summary>
internal sealed partial class Balance(string name)
{
    /// <summary>Weighs.</summary>
    /// <param name="averages">The number of readings.</param>
    /// <returns>Their mean.</returns>
    [Async]
    public Quantity Weigh(int averages)
    {
        Clock.Sleep(averages * 10 * ms);        // an ordinary blocking function, as a vendor's library has them
        return (10 + (0.001 * averages * name.Length)) * g;
    }
}

/// <summary>A stirrer that can be stopped.</summary>
internal sealed partial class Stirrer
{
    /// <summary>Gets the turns so far.</summary>
    public int Turns { get; private set; }

    /// <summary>Stirs.</summary>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    [Async]
    public void Stir(Quantity time, CancellationToken cancellationToken)
    {
        for (Quantity stirred = 0 * s; stirred < time && !cancellationToken.IsCancellationRequested; stirred += 10 * ms)
        {
            Clock.Sleep(10 * ms);
            Turns++;
        }
    }
}
