using System.Net;
using System.Net.Sockets;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Board;
using Tutti.Simulation.RedPitaya.Server;
using Tutti.Simulation.RedPitaya.Waves;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Is a Red Pitaya board without the board: it answers the monitor protocol on a TCP port, register by register.</summary>
/// <remarks>
/// <para>
/// A 125 MHz clock, the two generators, the scope with its triggers and buffers, and the IQ modules behave as the hardware does. A
/// resonator, <see cref="DeviceUnderTest"/>, is between output 1 and input 1; output 2 is wired to input 2. So what instruments measure
/// has a known truth. Nothing is stepped through sample by sample: every signal has a closed form, and is worked out when registers are
/// read.
/// </para>
/// <para>
/// Not simulated: the feedback through PIDs, IIR filter, phase-frequency detector and IQ gains (their registers store what is
/// written), the trigger module, and clipping of the sum of several generators in front of the device under test. A generator in noise
/// mode does not pass the device under test.
/// </para>
/// <para>One client is served at a time, one after another. All members may be called from any thread.</para>
/// </remarks>
public sealed class RedPitayaSimulator : IAsyncDisposable
{
    private static readonly TimeSpan LongestReplyDelay = TimeSpan.FromMinutes(1);

    private readonly SimulatedBoard _board;
    private readonly ServerSettings _settings;
    private readonly MonitorServer _server;

    private RedPitayaSimulator(RedPitayaSimulatorOptions options)
    {
        DeviceUnderTest = options.DeviceUnderTest;
        double frequency = DeviceUnderTest.ResonanceFrequency.In(Hz) / Fpga.ClockHz;
        var device = new Resonator(frequency, DeviceUnderTest.QualityFactor, DeviceUnderTest.Gain);
        double noise = DeviceUnderTest.Noise.In(V) * Fpga.CountsPerVolt;
        _board = new SimulatedBoard(options.TimeProvider, device, noise, unchecked((ulong)options.Seed));
        _settings = new ServerSettings { TimeProvider = options.TimeProvider };
        ReplyDelay = options.ReplyDelay;
        _server = new MonitorServer(new IPEndPoint(options.Address, options.Port), _board, _settings);
    }

    /// <summary>Gets where the board listens.</summary>
    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>Gets the TCP port on which the board listens.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Gets the truth about what is between output 1 and input 1.</summary>
    public DeviceUnderTest DeviceUnderTest { get; }

    /// <summary>Gets the faults that can be planned.</summary>
    public RedPitayaFaults Faults => _settings.Faults;

    /// <summary>Gets or sets how much later than at once every reply comes, from the next request on.</summary>
    /// <value>Zero to one minute.</value>
    /// <exception cref="ArgumentOutOfRangeException">The delay is outside that range.</exception>
    public TimeSpan ReplyDelay
    {
        get => _settings.ReplyDelay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestReplyDelay);
            _settings.ReplyDelay = value;
        }
    }

    /// <summary>Gets the number of requests that have come so far: reads and writes of at least one word.</summary>
    public long RequestCount => _settings.RequestCount;

    /// <summary>Gets the number of clients that were, or are, served.</summary>
    public long ClientCount => _settings.ClientCount;

    /// <summary>Gets the first error of the simulation itself, which ended a connection; <see langword="null"/> if there is none.</summary>
    /// <remarks>What clients do wrong is no error here: it is answered as the board answers it.</remarks>
    public Exception? Failure => _settings.Failure;

    /// <summary>Gets the LEDs, one bit each.</summary>
    public byte Leds => _board.Leds;

    /// <summary>Gets or sets whether the external trigger input, DIO0_P, is driven high from outside.</summary>
    public bool IsExternalTriggerHigh
    {
        get => _board.IsTriggerDriven;
        set => _board.IsTriggerDriven = value;
    }

    /// <summary>Powers a board up and lets it listen.</summary>
    /// <param name="options">Where it listens and what it is connected to, or <see langword="null"/> for a free port on loopback.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The board, which listens already.</returns>
    /// <exception cref="ArgumentException">An option is missing or outside its range.</exception>
    /// <exception cref="SimulatorException">The address or port is not to be had.</exception>
    public static ValueTask<RedPitayaSimulator> StartAsync(
        RedPitayaSimulatorOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new RedPitayaSimulatorOptions();
        ThrowIfInvalid(options);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RedPitayaSimulator>(cancellationToken);
        }

        try
        {
#pragma warning disable CA2000 // It belongs to the caller from here on.
            return ValueTask.FromResult(new RedPitayaSimulator(options));
#pragma warning restore CA2000
        }
        catch (SocketException ex)
        {
            string message = FormattableString.Invariant(
                $"The simulated Red Pitaya cannot listen on {options.Address} port {options.Port}: {ex.Message}. Choose another port.");
            return ValueTask.FromException<RedPitayaSimulator>(new SimulatorException(message, ex));
        }
    }

    /// <summary>Ends the connection, if there is one, and stops listening.</summary>
    /// <returns>A task that completes when the port is free and nothing runs any more.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void ThrowIfInvalid(RedPitayaSimulatorOptions options)
    {
        if (options.Address is null || options.DeviceUnderTest is null || options.TimeProvider is null)
        {
            throw new ArgumentException("A simulated board has an address, a device under test and a time.", nameof(options));
        }

        if (options.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            string message = FormattableString.Invariant($"A TCP port is a number from 0 to 65535; {options.Port} is not.");
            throw new ArgumentOutOfRangeException(nameof(options), message);
        }

        if (options.ReplyDelay < TimeSpan.Zero || options.ReplyDelay > LongestReplyDelay)
        {
            string message = FormattableString.Invariant($"A reply delay is zero to one minute; {options.ReplyDelay} is not.");
            throw new ArgumentOutOfRangeException(nameof(options), message);
        }
    }
}
