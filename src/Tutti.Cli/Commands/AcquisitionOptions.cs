using System.CommandLine;
using Tutti.Cli.Procedures;
using Tutti.Instruments;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Commands;

/// <summary>Holds the options that say how the instruments acquire.</summary>
internal sealed class AcquisitionOptions
{
    private const int MostPoints = 1_000_000;
    private const int MostAverages = 1_000_000;

    private static readonly AcquisitionSettings Defaults = new();

    private readonly Option<int> _averages =
        IntegerOption.Create("--averages", 1, MostAverages, Defaults.Averages, "How many traces each instrument averages in a round.");

    private readonly Option<Quantity> _duration =
        QuantityOption.Create("--duration", "time", Defaults.Scope.Duration, "Scope: how long a trace is; the board rounds it.");

    private readonly Option<TriggerSource> _trigger =
        ChoiceOption.Create("--trigger", Defaults.Scope.Trigger, "Scope: what starts a trace:");

    private readonly Option<TriggerEdge> _triggerEdge =
        ChoiceOption.Create("--trigger-edge", Defaults.Scope.Edge, "Scope: the direction in which the signal crosses the level:");

    private readonly Option<Quantity> _triggerLevel =
        QuantityOption.Create("--trigger-level", "voltage", Defaults.Scope.Level, "Scope: the voltage that the signal crosses.");

    private readonly Option<Quantity> _triggerDelay =
        QuantityOption.Create("--trigger-delay", "time", Defaults.Scope.Delay, "Scope: from the trigger to the middle of the trace.");

    private readonly Option<Quantity> _triggerTimeout =
        QuantityOption.Create("--trigger-timeout", "time", Defaults.Scope.TriggerTimeout, "Scope: how long a trigger is waited for.");

    private readonly Option<Quantity> _start =
        QuantityOption.Create("--start", "frequency", Defaults.Sweep.Start, "Network analyzer: the first frequency.");

    private readonly Option<Quantity> _stop =
        QuantityOption.Create("--stop", "frequency", Defaults.Sweep.Stop, "Network analyzer: the last frequency.");

    private readonly Option<int> _points =
        IntegerOption.Create("--points", 1, MostPoints, Defaults.Sweep.Points, "Network analyzer: the number of frequencies.");

    private readonly Option<FrequencyScale> _scale =
        ChoiceOption.Create("--scale", Defaults.Sweep.Scale, "Network analyzer: how the frequencies are spaced:");

    private readonly Option<Quantity> _bandwidth =
        QuantityOption.Create("--rbw", "frequency", Defaults.Sweep.Bandwidth, "Network analyzer: the bandwidth; the board rounds it.");

    private readonly Option<Quantity> _amplitude =
        QuantityOption.Create("--amplitude", "voltage", Defaults.Sweep.Amplitude, "Network analyzer: the amplitude at output 1.");

    private readonly Option<int> _pointAverages = IntegerOption.Create(
        "--point-averages",
        1,
        MostAverages,
        Defaults.Sweep.AveragesPerPoint,
        "Network analyzer: how many times 1/rbw each point is integrated.");

    private readonly Option<Quantity> _sine =
        QuantityOption.Create("--sine", "frequency", 1 * kHz, "Generator: put out a sine at output 2. Default: output 2 is left alone.");

    private readonly Option<Quantity> _sineAmplitude =
        QuantityOption.Create("--sine-amplitude", "voltage", 0.5 * V, "Generator: its amplitude, from the middle to the peak.");

    /// <summary>Initializes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public AcquisitionOptions(Command command)
    {
        _sine.DefaultValueFactory = null;
        Option[] options =
        [
            _averages, _duration, _trigger, _triggerEdge, _triggerLevel, _triggerDelay, _triggerTimeout,
            _start, _stop, _points, _scale, _bandwidth, _amplitude, _pointAverages, _sine, _sineAmplitude,
        ];
        foreach (Option option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="rounds">How many rounds are run.</param>
    /// <returns>The settings.</returns>
    public AcquisitionSettings Read(ParseResult result, int rounds) => new()
    {
        Rounds = rounds,
        Averages = result.GetValue(_averages),
        Scope = new ScopeSettings
        {
            Duration = result.GetValue(_duration),
            Trigger = result.GetValue(_trigger),
            Edge = result.GetValue(_triggerEdge),
            Level = result.GetValue(_triggerLevel),
            Delay = result.GetValue(_triggerDelay),
            TriggerTimeout = result.GetValue(_triggerTimeout),
        },
        Sweep = new SweepSettings
        {
            Start = result.GetValue(_start),
            Stop = result.GetValue(_stop),
            Points = result.GetValue(_points),
            Scale = result.GetValue(_scale),
            Bandwidth = result.GetValue(_bandwidth),
            Amplitude = result.GetValue(_amplitude),
            AveragesPerPoint = result.GetValue(_pointAverages),
        },
        Sine = result.GetResult(_sine) is null ? null : new SineSettings(result.GetValue(_sine), result.GetValue(_sineAmplitude)),
    };
}
