#:project ../src/Tutti.Testing/Tutti.Testing.csproj

// A driver of one's own: a syringe pump on the network with a parameter, limits, a read-back and a stop.
//   dotnet run examples/driver.cs

using System.Globalization;
using System.Text;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Testing.Peers;
using Tutti.Transport;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    await using ScriptedPeer instrument = ScriptedPeer.Start(AnswerAsync);    // stands for the pump, on a TCP port of this machine
    await using var pump = new SyringePump("pump", instrument.Host, instrument.Port);
    await pump.FlowRate.SetAsync(0.5 * mL / min);
    Console.WriteLine($"{pump.FlowRate.FullName} = {pump.FlowRate.LastKnown:0.###} ({pump.FlowRate.Help})");
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
    Console.WriteLine($"after a stop: {await pump.FlowRate.GetAsync():0.###}, {await pump.Replies.GetAsync()} replies");
});

// What the pump does: it keeps the flow rate that it is told, and tells it.
static async Task AnswerAsync(PeerConnection connection)
{
    using var reader = new StreamReader(connection.Stream, Encoding.ASCII);
    string flow = "0";
    while (await reader.ReadLineAsync(connection.Ended) is { } command)
    {
        flow = command.StartsWith("FLOW ") ? command["FLOW ".Length..] : flow;
        string reply = command.StartsWith("FLOW") ? flow : "ERR unknown command";
        await connection.WriteAsync(Encoding.ASCII.GetBytes(reply + "\n"));
    }
}

public sealed class SyringePump : Device
{
    // A question and its answer: a line there, a line back.
    private static readonly Exchange<string, string> Line = new(
        command => $"asking '{command}'",
        async (connection, command) =>
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"));
            int length;
            while ((length = connection.Unread.IndexOf((byte)'\n')) < 0)
            {
                await connection.FillAsync(connection.Unread.Length + 1);
            }

            string reply = Encoding.ASCII.GetString(connection.Unread[..length]);
            connection.Consume(length + 1);
            return reply;
        });

    private readonly Link _link;
    private int _replies;

    public SyringePump(string name, string host, int port)
        : base(name)
    {
        _link = Link.Tcp(host, port, new LinkOptions { Name = name });
        FlowRate = AddQuantity(
            "flow_rate",
            mm3 / s,
            "Volume moved per time.",
            read: async token => double.Parse(await AskAsync("FLOW?", token), CultureInfo.InvariantCulture) * (mm3 / s),
            write: async (value, token) => await AskAsync(FormattableString.Invariant($"FLOW {value.In(mm3 / s)}"), token),
            limits: new(0 * mm3 / s, 40 * mm3 / s),
            tolerance: 1e-3 * mm3 / s,
            stopsWhenCancelled: true);
        Replies = AddParameter("replies", "How often the pump has answered.", readNow: () => _replies);
    }

    public QuantityParameter FlowRate { get; }

    public Parameter<int> Replies { get; }

    protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken) =>
        await AskAsync("FLOW 0", cancellationToken, isUrgent: true);

    protected override ValueTask DisposeCoreAsync() => _link.DisposeAsync();

    private async Task<string> AskAsync(string command, CancellationToken cancellationToken, bool isUrgent = false)
    {
        string reply = await _link.ExchangeAsync(Line, command, new ExchangeOptions { IsUrgent = isUrgent }, cancellationToken);
        Interlocked.Increment(ref _replies);
        return reply.StartsWith("ERR") ? throw new DeviceException(Name, $"{Name} refused '{command}': {reply}") : reply;
    }
}
