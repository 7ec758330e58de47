using System.Numerics;
using Tutti.Equivalence;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Tests.Instruments;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Equivalence;

/// <summary>The instruments of a simulated board, which answers on a real socket.</summary>
public sealed class BoardScenarios
{
    [Fact]
    public void ScopeAndNetworkAnalyzer_AtOnce() => Scenario.Agrees(
        async transcript =>
        {
            await using SimulatedBoard simulated = await StartAsync();
            RedPitayaBoard board = simulated.Board;
            await board.Generator2.StartAsync(100 * kHz, 0.5 * V);
            await board.Scope.TriggerSource.SetAsync(TriggerSource.Channel2);
            for (int i = 0; i < 2; i++)
            {
                Future<ScopeTrace> f = board.Scope.SingleAsync(2);
                Future<Trace<Complex>> g = board.NetworkAnalyzer.SingleAsync(1);
                SineFit fit = SineFit.Of((await f).Channel2);
                transcript.Add("amplitude in V, frequency in kHz", new object[] { Rounded(fit.Amplitude.In(V)), Rounded(fit.Frequency.In(kHz)) });
                Trace<Complex> sweep = await g;
                transcript.Add("points, gain", new object[] { sweep.Count, Rounded(sweep[0].Magnitude) });
            }

            transcript.Add("progress", board.Scope.CompletedAverages);
            await board.Generator2.StopAsync();
            transcript.Add("output", await board.Generator2.IsOutputOn.GetAsync());
        },
        """
        amplitude in V, frequency in kHz: [0.5, 100]
        points, gain: [5, 1]
        amplitude in V, frequency in kHz: [0.5, 100]
        points, gain: [5, 1]
        progress: 2
        output: False
        """);

    [Fact]
    public void Settings_AreRoundedAndRefused() => Scenario.Agrees(
        async transcript =>
        {
            await using SimulatedBoard simulated = await StartAsync();
            RedPitayaBoard board = simulated.Board;
            await transcript.OutcomeAsync("interval", board.Scope.SamplingInterval.SetAsync(20 * ns));
            transcript.Add("is", board.Scope.SamplingInterval.LastKnown);
            transcript.Try("by a prompt", () => board.Scope.SamplingInterval.Value = 1 * V);
            await transcript.OutcomeAsync("too loud", board.Generator1.Amplitude.SetAsync(2 * V));
            using (await Exclusive.AcquireAsync(board.Scope, board.Generator1))
            {
                await transcript.OutcomeAsync("held", Future.Run(() => board.Scope.SingleAsync(1).Result.Channel1.Count));
                transcript.Add("owner", board.Scope.Owner?.Purpose);
            }

            await transcript.OutcomeAsync("cancelled before", board.Scope.SingleAsync(1, new CancellationToken(canceled: true)));
        },
        """
        interval: done
        is: 0.016 us
        by a prompt: UnitException: Parameter red pitaya scope['sampling_interval'] is in us; 1 V is something else.
        too loud: LimitException: Parameter red pitaya generator 1['amplitude'] takes 0 V to 1 V; 2 V is outside.
        held: 16384
        owner: red pitaya scope, red pitaya generator 1
        cancelled before: OperationCanceledException: The future 'red pitaya scope: single' was cancelled.
        """);

    [Fact]
    public void Stream_AndALostConnection() => Scenario.Agrees(
        async transcript =>
        {
            await using SimulatedBoard simulated = await StartAsync();
            RedPitayaBoard board = simulated.Board;
            int steps = 0;
            await foreach (ScopeTrace trace in board.Scope.ContinuousAsync())
            {
                transcript.Add("step", FormattableString.Invariant($"{++steps}: {trace.Channel1.Count} points"));
                if (steps == 3)
                {
                    await board.Scope.StopAsync();
                }
            }

            simulated.Simulator.Faults.Disconnect(3);
            await transcript.TryAsync("lost", async () =>
            {
                try
                {
                    await board.Scope.SingleAsync(1);
                }
                catch (Transport.ConnectionLostException lost)
                {
                    throw new IOException(lost.GetType().Name, lost);
                }
            });
            simulated.Simulator.Faults.Clear();
            await transcript.OutcomeAsync("again", board.Scope.SingleAsync(1).Then(trace => trace.Channel1.Count));
            await board.DisposeAsync();
            await transcript.TryAsync("disposed of", async () =>
            {
                try
                {
                    await board.Scope.SingleAsync(1);
                }
                catch (ObjectDisposedException ex)
                {
                    throw new InvalidOperationException("It was disposed of.", ex);
                }
            });
        },
        """
        step: 1: 16384 points
        step: 2: 16384 points
        step: 3: 16384 points
        lost: IOException: ConnectionLostException
        again: 16384
        disposed of: InvalidOperationException: It was disposed of.
        """);

    private static double Rounded(double value) => Math.Round(value, 2);

    private static async Task<SimulatedBoard> StartAsync()
    {
        SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        await simulated.Board.Scope.SamplingInterval.SetAsync(8 * ns);
        RedPitayaNetworkAnalyzer analyzer = simulated.Board.NetworkAnalyzer;
        await analyzer.Output.SetAsync(OutputSelection.Output2);
        await analyzer.Input.SetAsync(DspSlot.Input2);
        await simulated.Board.Scope.Input2.SetAsync(DspSlot.Generator2);
        await analyzer.StartFrequency.SetAsync(200 * kHz);
        await analyzer.StopFrequency.SetAsync(1 * MHz);
        await analyzer.Points.SetAsync(5);
        await analyzer.Bandwidth.SetAsync(10 * kHz);
        return simulated;
    }
}
