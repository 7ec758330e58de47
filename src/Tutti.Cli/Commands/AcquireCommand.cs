using System.CommandLine;
using System.Globalization;
using System.Net;
using Tutti.Cli.Display;
using Tutti.Cli.Output;
using Tutti.Cli.Procedures;
using Tutti.RedPitaya;
using Tutti.RedPitaya.Wire;

namespace Tutti.Cli.Commands;

/// <summary>Is <c>tutti acquire</c>: measures with a board.</summary>
internal sealed class AcquireCommand : ToolCommand
{
    private readonly Option<string> _host = new("--host")
    {
        Description = "The name or address of the board.",
        HelpName = "name",
        Required = true,
    };

    private readonly Option<int> _port =
        IntegerOption.Create("--port", 1, IPEndPoint.MaxPort, RedPitayaLink.DefaultPort, "The TCP port of its monitor server.");

    private readonly Option<int> _rounds;
    private readonly RunOptions _options;
    private readonly AcquisitionOptions _acquisition;

    /// <summary>Initializes the command.</summary>
    /// <param name="context">The world.</param>
    public AcquireCommand(CommandContext context)
        : base("acquire", "Measures with a Red Pitaya board: oscilloscope and network analyzer at the same time.", context)
    {
        Add(_host);
        Add(_port);
        _rounds = RoundsOption.AddTo(this, rounds: 1);
        _options = new RunOptions(this, RoundsOption.WithoutAsynchrony);
        _acquisition = new AcquisitionOptions(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "tutti acquire --host rp-f0a1b2.local",
        "tutti acquire --host 192.168.1.7 --rounds 10 --start \"1 kHz\" --stop \"10 MHz\" --points 401 --rbw \"100 Hz\"",
        "tutti acquire --host rp-f0a1b2.local --sine \"2 kHz\" --duration \"4 ms\" --trigger channel2 --trigger-level \"-0.1 V\"",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _options.ApplyAsynchrony(result);
        string host = result.GetRequiredValue(_host);
        int port = result.GetValue(_port);
        AcquisitionSettings settings = _acquisition.Read(result, result.GetValue(_rounds));
        RunFolder folder = _options.CreateFolder(result, Context);
        var display = RunDisplay.For(Context.Terminal);
        try
        {
            await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync(host, port, cancellationToken: cancellationToken);
            string where = string.Create(CultureInfo.InvariantCulture, $"Red Pitaya at {host} port {port}");
            display.Line($"{where}: scope and network analyzer {RunReport.Manner}.");
            var run = new AcquisitionRun(Bench.Of(board, where), settings, folder, display, Context.TimeProvider);
            (_, IReadOnlyList<Finding> findings) = await run.RunAsync(Findings.Describe, cancellationToken);
            RunReport.Describe(display, findings);
            display.Line($"Saved in {folder.Path}");
            return ExitCode.Success;
        }
        finally
        {
            folder.DeleteIfEmpty();
        }
    }
}
