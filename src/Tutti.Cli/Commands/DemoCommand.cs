using System.CommandLine;
using System.Globalization;
using Tutti.Cli.Display;
using Tutti.Cli.Output;
using Tutti.Cli.Procedures;
using Tutti.Instruments;
using Tutti.RedPitaya;
using Tutti.Simulation.RedPitaya;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Commands;

/// <summary>Is <c>tutti demo</c>: measures on a simulated board, whose truth is known.</summary>
internal sealed class DemoCommand : ToolCommand
{
    private const int DefaultRounds = 3;

    private readonly Option<int> _rounds;
    private readonly RunOptions _options;

    /// <summary>Initializes the command.</summary>
    /// <param name="context">The world.</param>
    public DemoCommand(CommandContext context)
        : base(
            "demo",
            "Measures without hardware: scope and network analyzer of a simulated Red Pitaya at the same time, beside the truth.",
            context)
    {
        _rounds = RoundsOption.AddTo(this, DefaultRounds);
        _options = new RunOptions(this, RoundsOption.WithoutAsynchrony);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "tutti demo",
        "tutti demo --rounds 5 --output measurements",
        "tutti demo --disable-async",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _options.ApplyAsynchrony(result);
        AcquisitionSettings settings = Settings(result.GetValue(_rounds));
        RunFolder folder = _options.CreateFolder(result, Context);
        var display = RunDisplay.For(Context.Terminal);
        try
        {
            await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync(cancellationToken: cancellationToken);
            string host = simulator.EndPoint.Address.ToString();
            await using RedPitayaBoard board =
                await RedPitayaBoard.ConnectAsync(host, simulator.Port, cancellationToken: cancellationToken);
            string where = string.Create(CultureInfo.InvariantCulture, $"A simulated Red Pitaya on port {simulator.Port}");
            display.Line($"{where}: scope and network analyzer {RunReport.Manner}.");
            Bench bench = Bench.Of(board, "simulated Red Pitaya");
            var run = new AcquisitionRun(bench, settings, folder, display, Context.TimeProvider) { TimesAlone = true };
            (AcquisitionResult acquired, IReadOnlyList<Finding> findings) =
                await run.RunAsync(given => Findings.Compare(given, TruthOf(bench, simulator.DeviceUnderTest)), cancellationToken);
            RunReport.Compare(display, findings);
            RunReport.Times(display, acquired);
            display.Line($"Saved in {folder.Path}");
            return findings.All(finding => finding.IsGood == true) ? ExitCode.Success : ExitCode.Failure;
        }
        finally
        {
            folder.DeleteIfEmpty();
        }
    }

    private static AcquisitionSettings Settings(int rounds) => new()
    {
        Rounds = rounds,
        Scope = new ScopeSettings
        {
            Duration = 0.536870912 * s,             // decimation 4096
            IsAveragingInterval = false,            // so that channel 1 shows the sweep passing the resonance
            Trigger = TriggerSource.Channel2,
        },
        Sweep = new SweepSettings { Start = 30 * kHz, Stop = 300 * kHz, Points = 151, Bandwidth = 600 * Hz, Amplitude = 0.2 * V },
        Sine = new SineSettings(40 * Hz, 0.5 * V),
    };

    private static Truth TruthOf(Bench bench, DeviceUnderTest device)
    {
        var sine = new SineSettings(bench.Generator.Frequency.LastKnown, bench.Generator.Amplitude.LastKnown);
        return new Truth(sine, device.ResonanceFrequency, device.QualityFactor);
    }
}
