#:project ../src/Tutti/Tutti.csproj

// A driver of one's own: a syringe pump with a parameter, limits, a read-back and a stop.
//   dotnet run examples/driver.cs

using System.Globalization;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    await using var pump = new SyringePump("pump", new Wire());
    await pump.FlowRate.SetAsync(0.5 * mL / min);
    Console.WriteLine($"{pump.FlowRate.FullName} = {pump.FlowRate.LastKnown} ({pump.FlowRate.Help})");
    pump.FlowRate.SetLimits(new Limits(0 * mm3 / s, 10 * mm3 / s));
    try
    {
        await pump.FlowRate.SetAsync(20 * mm3 / s);
    }
    catch (LimitException refusal)
    {
        Console.WriteLine(refusal.Message);
    }

    await pump.StopAsync();
    Console.WriteLine($"after a stop: {await pump.FlowRate.GetAsync()}, {await pump.Replies.GetAsync()} replies");
});

public sealed class SyringePump : Device
{
    private readonly Wire _wire;

    public SyringePump(string name, Wire wire)
        : base(name)
    {
        _wire = wire;
        FlowRate = AddQuantity(
            "flow_rate",
            mm3 / s,
            "Volume moved per time.",
            read: async token => double.Parse(await wire.AskAsync("FLOW?", token), CultureInfo.InvariantCulture) * (mm3 / s),
            write: async (value, token) => await wire.AskAsync(FormattableString.Invariant($"FLOW {value.In(mm3 / s)}"), token),
            limits: new(0 * mm3 / s, 40 * mm3 / s),
            tolerance: 1e-3 * mm3 / s,
            stopsWhenCancelled: true);
        Replies = AddParameter("replies", "How often the pump has answered.", readNow: () => wire.Replies);
    }

    public QuantityParameter FlowRate { get; }

    public Parameter<int> Replies { get; }

    protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken) => await _wire.AskAsync("FLOW 0", cancellationToken);
}

// Stands for the connection to the real pump.
public sealed class Wire
{
    private string _flow = "0";

    public int Replies { get; private set; }

    public async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (command.StartsWith("FLOW "))
        {
            _flow = command["FLOW ".Length..];
            if (_flow.Contains(','))
            {
                throw new FormatException("The pump does not know decimal commas: numbers go out in the invariant culture.");
            }
        }

        Replies++;
        return _flow;
    }
}
