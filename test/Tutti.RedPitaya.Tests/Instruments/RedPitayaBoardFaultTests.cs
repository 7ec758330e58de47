using System.Numerics;
using System.Text;
using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Tests.Wire;
using Tutti.RedPitaya.Wire;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using Tutti.Testing.Peers;
using Tutti.Timing;
using Tutti.Transport;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Instruments;

public sealed class RedPitayaBoardFaultTests
{
    private static readonly RedPitayaLinkOptions ShortTimes = new()
    {
        Timeout = TimeSpan.FromMilliseconds(200),
        ConnectTimeout = TimeSpan.FromMilliseconds(500),
        ReconnectTimeout = TimeSpan.FromMilliseconds(500),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SingleAsync_ScopeGoesSilentAnywhere_TimesOutAndTheNextTraceIsRight()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(link: ShortTimes);
        RedPitayaScope scope = simulated.Board.Scope;
        await simulated.Board.Generator2.StartAsync(100 * kHz, 0.5 * V);
        await scope.SamplingInterval.SetAsync(8 * ns);
        foreach (int requests in new[] { 0, 3, 8, 10, 11, 12 })
        {
            simulated.Simulator.Faults.GoSilent(requests);

            TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(async () => await scope.SingleAsync(1, Cancellation));

            Assert.StartsWith($"127.0.0.1:{simulated.Simulator.Port} did not answer within 200 ms while ", late.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', late.Message);
            Assert.Equal(InstrumentState.Stopped, scope.State);
            simulated.Simulator.Faults.Clear();
            await AssertSineAsync(scope);
        }
    }

    [Fact]
    public async Task SingleAsync_BoardStaysSilent_FailsWithTheFirstCauseAndALaterStopSwitchesOff()
    {
        var fading = new FadingBoard(requests: 21);
        await using ScriptedPeer peer = ScriptedPeer.Start(fading.ServeAsync);
        await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync(peer.Host, peer.Port, ShortTimes, Cancellation);
        uint amplitude = IqRegisters.At(DspSlot.Iq0, IqRegisters.Amplitude);

        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(async () => await board.NetworkAnalyzer.SingleAsync(1, Cancellation));

        Assert.StartsWith(
            $"{peer.Host}:{peer.Port} did not answer within 200 ms while reading 4 words", late.Message, StringComparison.Ordinal);
        Assert.NotEqual(0u, fading.Memory[amplitude]);
        fading.IsBack = true;
        await board.NetworkAnalyzer.StopAsync();
        Assert.Equal(0u, fading.Memory[amplitude]);
    }

    [Fact]
    public async Task DisposeAsync_BoardStaysSilent_NeverThrowsAndTakesSeconds()
    {
        var fading = new FadingBoard(requests: 0);
        await using ScriptedPeer peer = ScriptedPeer.Start(fading.ServeAsync);
        RedPitayaBoard board = await RedPitayaBoard.ConnectAsync(peer.Host, peer.Port, cancellationToken: Cancellation);
        Future? sweep = Asynchrony.IsDisabled ? null : board.NetworkAnalyzer.StartContinuous(Cancellation); // Differences.EndlessIsRefused
        long started = PreciseClock.Instance.GetTimestamp();

        await board.DisposeAsync();

        Assert.InRange(PreciseClock.Instance.GetElapsedTime(started).TotalSeconds, 0, 4);
        if (sweep is not null)
        {
            Assert.True(sweep.IsDone);
            await Quiet(sweep);
        }
    }

    [Fact]
    public async Task SingleAsync_ConnectionLostAnywhere_SaysSoAndTheNextTraceIsRight()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await simulated.Board.Generator2.StartAsync(100 * kHz, 0.5 * V);
        await scope.SamplingInterval.SetAsync(8 * ns);
        for (int requests = 0; requests < 14; requests++)
        {
            if (requests % 2 == 0)
            {
                simulated.Simulator.Faults.Disconnect(requests);
            }
            else
            {
                simulated.Simulator.Faults.DisconnectWithinReply(requests);
            }

            try
            {
                await scope.SingleAsync(1, Cancellation);
                Assert.InRange(requests, 13, 14);
            }
            catch (ConnectionLostException lost)
            {
                Assert.StartsWith($"The connection to 127.0.0.1:{simulated.Simulator.Port} was lost ", lost.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', lost.Message);
            }

            simulated.Simulator.Faults.Clear();
            await AssertSineAsync(scope);
        }
    }

    [Fact]
    public async Task CancelAsync_WithinAScopeRead_NoReplyReachesTheWrongQuestion()
    {
        var slow = new RedPitayaSimulatorOptions { ReplyDelay = TimeSpan.FromMilliseconds(5) };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(slow);
        RedPitayaScope scope = simulated.Board.Scope;
        await simulated.Board.Generator2.StartAsync(100 * kHz, 0.5 * V);
        await scope.SamplingInterval.SetAsync(8 * ns);
        for (int requests = 1; requests <= 14; requests++)
        {
            long due = simulated.Simulator.RequestCount + requests;
            Future<ScopeTrace> single = scope.SingleAsync(1, Cancellation);
            while (simulated.Simulator.RequestCount < due && !single.IsDone)
            {
                await Task.Yield();
            }

            await single.CancelAsync();

            await AssertSineAsync(scope);
        }

        Assert.Equal(1, simulated.Simulator.ClientCount);
    }

    [Fact]
    public async Task TwentyRounds_WithRandomCancels_EverythingThatCompletesIsRight()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(100 * kHz, 0.5 * V);
        await board.Scope.SamplingInterval.SetAsync(16 * ns);
        await board.Scope.Input1.SetAsync(DspSlot.Generator1);
        await board.Scope.TriggerSource.SetAsync(TriggerSource.Channel2);
        RedPitayaNetworkAnalyzer analyzer = board.NetworkAnalyzer;
        await analyzer.StartFrequency.SetAsync(80 * kHz);
        await analyzer.StopFrequency.SetAsync(120 * kHz);
        await analyzer.Points.SetAsync(21);
        await analyzer.Bandwidth.SetAsync(2 * kHz);
        await analyzer.Amplitude.SetAsync(0.4 * V);
        var random = new Random(7);
        int cancelled = 0;
        for (int round = 0; round < 20; round++)
        {
            using var scopeCancel = Delayed(random);
            using var sweepCancel = Delayed(random);
            double amplitude = 0.1 + (0.02 * round);
            Future<ScopeTrace> single = board.Scope.SingleAsync(2, scopeCancel.Token);
            Future<Trace<Complex>> sweep = analyzer.SingleAsync(1, sweepCancel.Token);
            Future set = board.Generator2.Amplitude.SetAsync(amplitude * V, Cancellation);
            cancelled += await CheckAsync(single, AssertIsSine) + await CheckAsync(sweep, trace => AssertIsDevice(trace, simulated));
            await set;

            // Nobody cancels these.
            Future<ScopeTrace> certain = board.Scope.SingleAsync(1, Cancellation);
            Future<Trace<Complex>> certainSweep = analyzer.SingleAsync(1, Cancellation);
            ScopeTrace trace = await certain;
            Assert.Equal(amplitude, SineFit.Of(trace.Channel2).Amplitude.In(V), 0.001);
            AssertIsDevice(await certainSweep, simulated);
        }

        Assert.True(Asynchrony.IsDisabled || cancelled > 5, $"{cancelled}"); // Differences.CancelComesTooLate
        Assert.Equal(1, simulated.Simulator.ClientCount);
    }

    [Fact]
    public async Task DisposeAsync_RunsPending_EndsThemAndSwitchesOffTwiceHarmless()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.EndlessIsRefused);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator1.StartAsync(1 * kHz, 0.1 * V);
        await board.Generator2.StartAsync(1 * kHz, 0.1 * V);
        Future scope = board.Scope.StartContinuous(Cancellation);
        Future sweep = board.NetworkAnalyzer.StartContinuous(Cancellation);
        Future spectrum = board.SpectrumAnalyzer.StartContinuous(Cancellation);
        uint amplitude = IqRegisters.At(DspSlot.Iq0, IqRegisters.Amplitude);
        await simulated.WaitUntilAsync(amplitude, word => word != 0);
        Future starting = board.Generator1.StartAsync(2 * kHz, 0.2 * V, cancellationToken: Cancellation);

        await Task.WhenAll(board.DisposeAsync().AsTask(), board.DisposeAsync().AsTask());
        await board.DisposeAsync();

        Assert.All([scope, sweep, spectrum, starting], run => Assert.True(run.IsDone));
        uint[] words = await simulated.ReadAnewAsync(
            amplitude,
            DspRegisters.At(DspSlot.Iq0, DspRegisters.OutputSelect),
            DspRegisters.At(DspSlot.Generator1, DspRegisters.OutputSelect),
            DspRegisters.At(DspSlot.Generator2, DspRegisters.OutputSelect),
            ScopeRegisters.At(ScopeRegisters.Control));
        Assert.Equal([0u, 0u, 0u, 0u, 0u], words);
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(async () => await board.Scope.SingleAsync(1, Cancellation));
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(async () => await board.Generator1.StartAsync(1 * kHz, 0.1 * V));
        await Quiet(starting);
    }

    [Fact]
    public async Task DisposeAsync_BoardIsGone_NeverThrowsAndTakesSeconds()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator1.StartAsync(1 * kHz, 0.1 * V);
        Future? sweep = Asynchrony.IsDisabled ? null : board.NetworkAnalyzer.StartContinuous(Cancellation); // Differences.EndlessIsRefused
        await simulated.Simulator.DisposeAsync();
        long started = PreciseClock.Instance.GetTimestamp();

        await board.DisposeAsync();

        Assert.InRange(PreciseClock.Instance.GetElapsedTime(started).TotalSeconds, 0, 4);
        if (sweep is not null)
        {
            // Its clean-up has the same time limit as the board's stop.
            await Quiet(sweep).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
        }
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_SaysWhatToDo()
    {
        int port = ScriptedPeer.FindClosedPort();

        TransportException refused = await Assert.ThrowsAsync<TransportException>(
            async () => await RedPitayaBoard.ConnectAsync("127.0.0.1", port, cancellationToken: Cancellation));

        Assert.StartsWith($"No instrument answers at 127.0.0.1:{port} (connection refused", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Is the monitor server running?", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task ConnectAsync_UnknownHost_SaysSo()
    {
        TransportException unknown = await Assert.ThrowsAsync<TransportException>(
            async () => await RedPitayaBoard.ConnectAsync("no-such-board.invalid", cancellationToken: Cancellation));

        Assert.Contains("no-such-board.invalid", unknown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', unknown.Message);
    }

    [Fact]
    public async Task ConnectAsync_SomethingElseListens_SaysWhatItSaid()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.ReadAsync(8);
            await connection.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
        });

        TransportException other = await Assert.ThrowsAsync<TransportException>(
            async () => await RedPitayaBoard.ConnectAsync(peer.Host, peer.Port, cancellationToken: Cancellation));

        Assert.Equal(
            $"What answers at 127.0.0.1:{peer.Port} is no Red Pitaya monitor server: it says \"HTTP/1.1 400 Bad Request\". "
                + "Check host and port (the server's is 2222).",
            other.Message);
    }

    private static async Task AssertSineAsync(RedPitayaScope scope)
    {
        ScopeTrace trace = await scope.SingleAsync(1, Cancellation);
        AssertIsSine(trace);
        Assert.Equal(0.5, SineFit.Of(trace.Channel2).Amplitude.In(V), 0.001);
    }

    private static void AssertIsSine(ScopeTrace trace)
    {
        Assert.Equal(100e3, SineFit.Of(trace.Channel2).Frequency.In(Hz), 200.0);
        Assert.InRange(trace.Channel1.PeakToPeak().In(V), 0, 0.9);
    }

    private static void AssertIsDevice(Trace<Complex> trace, SimulatedBoard simulated)
    {
        for (int i = 0; i < trace.Count; i++)
        {
            Complex expected = simulated.Simulator.DeviceUnderTest.ResponseAt(trace.Axis.At(i));
            Assert.True(Complex.Abs(trace[i] - expected) < 0.02, $"{trace.Axis.At(i)}: {trace[i]}, not {expected}");
        }
    }

    private static async Task<int> CheckAsync<T>(Future<T> run, Action<T> check)
    {
        T result;
        try
        {
            result = await run;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }

        check(result);
        return 0;
    }

    private static async Task Quiet(Future future)
    {
        try
        {
            await future;
        }
        catch (Exception ex) when (ex is OperationCanceledException or ObjectDisposedException or Devices.StateException
            or TimeoutException or TransportException or ConnectionLostException)
        {
            // It was broken off; how, does not matter.
        }
    }

    private static CancellationTokenSource Delayed(Random random)
    {
        double milliseconds = random.NextDouble() * 30;
        return new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds + 0.1), PreciseClock.Instance);
    }

    /// <summary>A board that answers a number of requests and then nobody any more, also not those that connect anew.</summary>
    private sealed class FadingBoard(int requests)
    {
        private readonly FakeMonitor _monitor = new();
        private int _left = requests;

        public bool IsBack { get; set; }

        public Dictionary<uint, uint> Memory => _monitor.Memory;

        public async Task ServeAsync(PeerConnection connection)
        {
            if (IsBack || connection.Number == 1)
            {
                await FakeMonitor.ShakeHandsAsync(connection);
                while (IsBack || _left-- > 0)
                {
                    await _monitor.ServeOneAsync(connection);
                }
            }

            await connection.WaitForCloseAsync();
        }
    }
}
