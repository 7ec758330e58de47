using System.CommandLine;
using System.Globalization;
using Tutti.Cli.Display;
using Tutti.Cli.Output;
using Tutti.Cli.Waiting;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Commands;

/// <summary>Is <c>tutti bench sleep</c>: measures how long waits really are.</summary>
internal sealed class BenchSleepCommand : ToolCommand
{
    private const int DefaultWaits = 500;
    private const int MostWaits = 100_000;
    private const int DefaultSeed = 1;

    private readonly Option<int> _waits = IntegerOption.Create(
        "--waits", 1, MostWaits, DefaultWaits, "How many waits of each kind, idle and again with the load.");

    private readonly Option<Quantity> _longest = QuantityOption.Create(
        "--longest", "time", 5 * ms, "The longest wait; the times are random, uniformly from 0 to it.", (0.01 * ms, 1 * s));

    private readonly Option<int> _seed = IntegerOption.Create(
        "--seed", 0, int.MaxValue, DefaultSeed, "From what the random times are made: the same seed asks for the same times.");

    private readonly RunOptions _options;

    /// <summary>Initializes the command.</summary>
    /// <param name="context">The world.</param>
    public BenchSleepCommand(CommandContext context)
        : base(
            "sleep",
            "Measures how long waits really are: asked against measured time on an event loop, idle and with other work.",
            context)
    {
        Add(_waits);
        Add(_longest);
        Add(_seed);
        _options = new RunOptions(this, "Clock.Delay then waits as Clock.Sleep does");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "tutti bench sleep",
        "tutti bench sleep --waits 2000 --seed 7 --output measurements",
        "tutti bench sleep --longest \"0.5 ms\"",
    ];

    /// <inheritdoc/>
    public override (string Title, IReadOnlyList<string> Lines)? Notes =>
    (
        "What the rows mean",
        [
            .. WaitMethods.All.Select(method => $"{method.Name,-14} {method.Meaning}"),
            $"{"idle",-14} the loop has nothing else to do",
            $"{"sine job",-14} the loop computes 1,000 sines again and again: jobs/s is what the waits leave for it",
            $"{"late p50, p99",-14} measured minus asked time: half of the waits, 99 % of them, were at most so late",
            $"{"early",-14} how many waits were shorter than asked",
            $"{"cpu",-14} the processor time of the process: 100 % is one processor",
        ]
    );

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _options.ApplyAsynchrony(result);
        var settings = new WaitSettings(result.GetValue(_waits), result.GetValue(_longest), result.GetValue(_seed));
        RunFolder folder = _options.CreateFolder(result, Context);
        var display = RunDisplay.For(Context.Terminal);
        try
        {
            string number = settings.Waits.ToString("N0", CultureInfo.InvariantCulture);
            display.Line($"{number} waits of 0 to {settings.Longest} of each kind, idle and with the sine job{WaitRun.Manner}.");
            await new WaitRun(settings, folder, display, Context.TimeProvider).RunAsync(cancellationToken);
            return ExitCode.Success;
        }
        finally
        {
            folder.DeleteIfEmpty();
        }
    }
}
