using Tutti.Equivalence;
using Tutti.Execution;
using Tutti.Signals;
using Tutti.Tests.Instruments;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence;

/// <summary>Runs of an instrument: averages, streams, changes of a setting, failures and stops from within.</summary>
public sealed class InstrumentScenarios
{
    [Fact]
    public void Single_Averages() => Scenario.Agrees(
        async transcript =>
        {
            var counter = new CountingInstrument();
            Future<Trace<double>> single = counter.SingleAsync(3);
            transcript.Add("mean", (await single)[0]);
            transcript.Add("progress", single.Progress.Text);
            transcript.Add("averages, state, latest", new object?[] { counter.CompletedAverages, counter.State, counter.Latest![0] });
            await counter.Averages.SetAsync(2);
            transcript.Add("as set", (await counter.SingleAsync())[0]);
            transcript.Add("of a prompt", counter.SingleAsync(1).Result[0]);
            transcript.Try("none", () => counter.SingleAsync(0));
            await transcript.OutcomeAsync("cancelled before", counter.SingleAsync(1, new CancellationToken(canceled: true)));
            transcript.Add("log", counter.Log);
        },
        """
        mean: 2
        progress: 3 of 3
        averages, state, latest: [3, Stopped, 2]
        as set: 4.5
        of a prompt: 6
        none: ArgumentOutOfRangeException: averages ('0') must be greater than or equal to '1'. (Parameter 'averages')
        cancelled before: OperationCanceledException: The future 'counter: single' was cancelled.
        log: [prepare, trace 1, trace 2, trace 3, release, prepare, trace 4, trace 5, release, prepare, trace 6, release]
        """);

    [Fact]
    public void Continuous_MovingAverageAndChanges() => Scenario.Agrees(
        async transcript =>
        {
            var counter = new CountingInstrument();
            await counter.Averages.SetAsync(2);
            int steps = 0;
            await foreach (Trace<double> average in counter.ContinuousAsync())
            {
                transcript.Add("average", FormattableString.Invariant($"{average[0]} after {counter.CompletedAverages}, {counter.State}"));
                switch (++steps)
                {
                    case 3:
                        await counter.Gain.SetAsync(10 * V);
                        break;
                    case 5:
                        await counter.Averages.SetAsync(1);
                        break;
                    case 6:
                        await counter.StopAsync();
                        transcript.Add("output", counter.IsOutputOn);
                        break;
                }
            }

            transcript.Add("steps", steps);
            await foreach (Trace<double> average in counter.ContinuousAsync())
            {
                transcript.Add("again", average[0]);
                break;
            }

            transcript.Add("state, output", new object[] { counter.State, counter.IsOutputOn });
        },
        """
        average: 1 after 1, RunningContinuous
        average: 1.5 after 2, RunningContinuous
        average: 2.25 after 3, RunningContinuous
        average: 40 after 1, RunningContinuous
        average: 45 after 2, RunningContinuous
        average: 60 after 1, RunningContinuous
        output: False
        steps: 6
        again: 70
        state, output: [Stopped, False]
        """);

    [Fact]
    public void Failures_InEachPart() => Scenario.Agrees(
        async transcript =>
        {
            var counter = new CountingInstrument();
            int traces = 0;
            counter.WhileAcquiring = () =>
            {
                if (++traces == 3)
                {
                    throw new TimeoutException("the third trace is silent");
                }
            };
            await transcript.OutcomeAsync("in a trace", counter.SingleAsync(5));
            transcript.Add("averages, state, output", new object[] { counter.CompletedAverages, counter.State, counter.IsOutputOn });
            counter.WhilePreparing = () => throw new IOException("not there");
            await transcript.OutcomeAsync("in the preparation", counter.SingleAsync(1));
            counter.WhilePreparing = () => { };
            traces = 1;
            await transcript.TryAsync("in a stream", async () =>
            {
                await foreach (Trace<double> average in counter.ContinuousAsync())
                {
                    transcript.Add("average", average[0]);
                }
            });
            counter.ReleaseFailure = new InvalidOperationException("stuck");
            await transcript.OutcomeAsync("in the release", counter.SingleAsync(1));
            await transcript.OutcomeAsync("in the stop", counter.StopAsync());
            counter.ReleaseFailure = null;
            await transcript.OutcomeAsync("afterwards", counter.SingleAsync(1).Then(trace => trace[0]));
            transcript.Add("log", counter.Log);
        },
        """
        in a trace: TimeoutException: the third trace is silent
        averages, state, output: [2, Stopped, False]
        in the preparation: IOException: not there
        average: 3
        in a stream: TimeoutException: the third trace is silent
        in the release: InvalidOperationException: stuck
        in the stop: InvalidOperationException: stuck
        afterwards: 5
        log: [prepare, trace 1, trace 2, release, prepare, release, prepare, trace 3, release, prepare, trace 4, release, release, prepare, trace 5, release]
        """);

    [Fact]
    public void Stop_FromWithin() => Scenario.Agrees(
        async transcript =>
        {
            var counter = new CountingInstrument();
            counter.WhileAcquiring = counter.Stop;
            await transcript.OutcomeAsync("single", counter.SingleAsync(3));
            await transcript.TryAsync("stream", async () =>
            {
                await foreach (Trace<double> average in counter.ContinuousAsync())
                {
                    transcript.Add("average", average[0]);
                }
            });
            counter.WhileAcquiring = () => { };
            using var source = new CancellationTokenSource();
            int traces = 0;
            counter.WhileAcquiring = () =>
            {
                if (++traces == 2)
                {
                    source.Cancel();
                }
            };
            await transcript.OutcomeAsync("cancelled by its token", counter.SingleAsync(5, source.Token));
            transcript.Add("averages, state, output", new object[] { counter.CompletedAverages, counter.State, counter.IsOutputOn });
            counter.WhileAcquiring = () => { };
            await transcript.OutcomeAsync("nothing to stop", counter.StopAsync());
            transcript.Try("nothing to resume", counter.Resume);
            await counter.DisposeAsync();
            await counter.DisposeAsync();
        },
        """
        single: OperationCanceledException: The future 'counter: single' was cancelled: it was stopped.
        stream: done
        cancelled by its token: OperationCanceledException: The future 'counter: single' was cancelled.
        averages, state, output: [2, Stopped, False]
        nothing to stop: done
        nothing to resume: InvalidOperationException: Instrument 'counter' is not paused.
        """);

    [Fact]
    public void Two_AtOnce() => Scenario.Agrees(
        async transcript =>
        {
            var first = new CountingInstrument();
            var second = new CountingInstrument();
            double sum1 = 0;
            double sum2 = 0;
            for (int i = 0; i < 3; i++)
            {
                Future<Trace<double>> f = first.SingleAsync(2);
                Future<Trace<double>> g = second.SingleAsync(3);
                sum1 += (await f)[0];
                sum2 += (await g)[0];
            }

            transcript.Add("sums", new object[] { sum1, sum2 });
            Trace<double>[] traces = await Future.All(first.SingleAsync(1), second.SingleAsync(1));
            transcript.Add("both", traces.Select(trace => trace[0]));
        },
        """
        sums: [10.5, 15]
        both: [7, 10]
        """);
}
