using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Tutti.Quantities;
using Tutti.RedPitaya.Wire;
using Tutti.Simulation.RedPitaya;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Commands;

/// <summary>Is <c>tutti simulate red-pitaya</c>: serves a simulated board.</summary>
internal sealed class SimulateRedPitayaCommand : ToolCommand
{
    private readonly Option<int> _port = IntegerOption.Create(
        "--port", 0, IPEndPoint.MaxPort, RedPitayaLink.DefaultPort, "The TCP port to listen on; 0 takes any free one.");

    private readonly Option<IPAddress> _listen = new("--listen")
    {
        Description = "The address to listen on: 127.0.0.1 for this computer alone, 0.0.0.0 for the whole network.",
        HelpName = "address",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    private readonly Option<Quantity> _replyDelay = QuantityOption.Create(
        "--reply-delay", "time", 0 * ms, "How much later every reply comes, as over a network.", (0 * s, 60 * s));

    /// <summary>Initializes the command.</summary>
    /// <param name="context">The world.</param>
    public SimulateRedPitayaCommand(CommandContext context)
        : base(
            "red-pitaya",
            "Serves a simulated Red Pitaya board, register by register, to one client after another, until Ctrl-C.",
            context)
    {
        Add(_port);
        Add(_listen);
        Add(_replyDelay);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "tutti simulate red-pitaya",
        "tutti simulate red-pitaya --listen 0.0.0.0 --reply-delay \"0.3 ms\"",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = new RedPitayaSimulatorOptions
        {
            Address = result.GetRequiredValue(_listen),
            Port = result.GetValue(_port),
            ReplyDelay = result.GetValue(_replyDelay).ToTimeSpan(),
        };
        await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync(options, cancellationToken);
        Describe(simulator, Context.Terminal.Output);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Context.TimeProvider, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how this command ends.
        }

        string served = $"{Count(simulator.ClientCount, "client")}, {Count(simulator.RequestCount, "request")}";
        await Context.Terminal.Output.WriteLineAsync($"Ended; {served}.");
        return ExitCode.Success;
    }

    private static void Describe(RedPitayaSimulator simulator, TextWriter output)
    {
        DeviceUnderTest device = simulator.DeviceUnderTest;
        output.WriteLine($"A simulated Red Pitaya listens on {simulator.EndPoint}.");
        string resonator = FormattableString.Invariant(
            $"a resonator at {device.ResonanceFrequency} with Q = {device.QualityFactor} and gain {device.Gain}");
        output.WriteLine($"  out1 -> in1: {resonator}, and {device.Noise} of noise");
        output.WriteLine("  out2 -> in2: a wire");
        IPAddress address = simulator.EndPoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : simulator.EndPoint.Address;
        output.WriteLine(FormattableString.Invariant($"Measure with: tutti acquire --host {address} --port {simulator.Port}"));
        output.WriteLine("Ctrl-C ends it.");
    }

    private static string Count(long number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static IPAddress? ParseAddress(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            result.AddError($"Option '--listen' takes an IP address such as '127.0.0.1'; '{text}' is none.");
        }

        return address;
    }
}
