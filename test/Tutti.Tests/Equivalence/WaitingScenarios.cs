using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Tutti.Equivalence;
using Tutti.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence;

/// <summary>Time, event loops, tasks from elsewhere and streams.</summary>
public sealed class WaitingScenarios
{
    [Fact]
    public void Clock_DelayAndSleep() => Scenario.Agrees(
        async transcript =>
        {
            long start = Clock.Current.GetTimestamp();
            await Clock.Delay(2 * ms);
            Clock.Sleep(TimeSpan.FromMilliseconds(2));
            await Future.Run(() => Clock.Sleep(1 * ms));
            transcript.Add("never too short", Clock.Current.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(5));
            await transcript.OutcomeAsync("nothing", Clock.Delay(TimeSpan.Zero));
            await transcript.OutcomeAsync("less than nothing", Clock.Delay(-1 * s));
            transcript.Try("no time", () => Clock.Delay(1 * mm));
            await transcript.OutcomeAsync("what may be left of a step", Clock.Delay(-1 * ms));
            transcript.Try("what may be left of a step, blocking", () => Clock.Sleep(TimeSpan.FromMilliseconds(-1)));
            transcript.Try("too long", () => Clock.Sleep(TimeSpan.FromDays(100)));
            await transcript.OutcomeAsync("names itself", Clock.Delay(1 * s, new CancellationToken(canceled: true)));
        },
        """
        never too short: True
        nothing: done
        less than nothing: done
        no time: UnitException: Cannot express 1 mm as a time: length and time are different dimensions.
        what may be left of a step: done
        what may be left of a step, blocking: done
        too long: ArgumentOutOfRangeException: delay ('100.00:00:00') must be less than or equal to '49.17:02:47.2940000'. (Parameter 'delay')
        names itself: OperationCanceledException: The future 'delay of 1 s' was cancelled.
        """);

    [Fact]
    public void Loop_RunWithin() => Scenario.Agrees(
        async transcript =>
        {
            transcript.Add("result", EventLoop.Run(async () => await Future.Start(async () => await ValueAsync(1))));
            transcript.Try("exception", () => EventLoop.Run(async () => await Future.Run(void () => throw new FormatException("x"))));
            transcript.Add("nested waits", EventLoop.Run(async () =>
            {
                await Task.Yield();
                Future<int> outer = Future.Start(async () =>
                {
                    await Clock.Delay(TimeSpan.FromTicks(1));
                    return Future.Start(async () => await ValueAsync(2)).Join().Result + 1;
                });
                return outer.Result;
            }));
            transcript.Add("stays on its thread", EventLoop.Run(async () =>
            {
                int thread = Environment.CurrentManagedThreadId;
                await Future.Run(() => Thread.Yield());
                await Clock.Delay(TimeSpan.FromMicroseconds(10));
                await Future.Start(async () => await Task.Run(() => 1));
                return thread == Environment.CurrentManagedThreadId;
            }));
            transcript.Add("posted before it ends", EventLoop.Run(async () =>
            {
                int posted = 0;
                EventLoop.Current!.Post(_ => posted++, null);
                EventLoop.Current.Send(_ => posted++, null);
                int pumped = Future.Start(async () => await ValueAsync(2)).Result;
                await Task.Yield();
                return posted + pumped;
            }));
            transcript.Add("a loop in a function on a loop", EventLoop.Run(
                async () => await Future.Run(() => EventLoop.Run(async () => await ValueAsync(3)))));
            await Task.Yield();
        },
        """
        result: 1
        exception: FormatException: x
        nested waits: 3
        stays on its thread: True
        posted before it ends: 4
        a loop in a function on a loop: 3
        """);

    [Fact]
    public void Tasks_FromElsewhere() => Scenario.Agrees(
        async transcript =>
        {
            await transcript.OutcomeAsync("ended by another thread", Future.Start(() => FromAnotherThread(source => source.SetResult(1))));
            await transcript.OutcomeAsync(
                "ended there and resumed inline", Future.Start(() => FromAnotherThread(source => source.SetResult(2), TaskCreationOptions.None)));
            await transcript.OutcomeAsync(
                "failed there", Future.Start(() => FromAnotherThread(source => source.SetException(new IOException("elsewhere")))));
            await transcript.OutcomeAsync("cancelled there", Future.Start(() => FromAnotherThread(source => source.SetCanceled())));
            await transcript.OutcomeAsync("of the pool", Future.Start(async () => await Task.Run(() => 3)));
            await transcript.OutcomeAsync("several", Future.Start(async () =>
                (await Task.WhenAll(FromAnotherThread(source => source.SetResult(4)), Task.Run(() => 5), ValueAsync(6))).Sum()));
            await transcript.OutcomeAsync("leaves the loop", Future.Start(async () =>
            {
                await Task.Yield();
                await FromAnotherThread(source => source.SetResult(7)).ConfigureAwait(false);
                int inner = Future.Start(async () => await ValueAsync(8)).Result;
                await Task.Run(() => 9).ConfigureAwait(false);
                return inner + await Future.Run(() => 1);
            }));
            await transcript.OutcomeAsync("a semaphore", Future.Start(async () =>
            {
                using var semaphore = new SemaphoreSlim(0);
                var thread = new Thread(() => semaphore.Release()) { IsBackground = true };
                thread.UnsafeStart();
                await semaphore.WaitAsync();
                return semaphore.CurrentCount;
            }));
            await transcript.OutcomeAsync("a value task", Future.Start(async () => await new ValueTask<int>(FromAnotherThread(source => source.SetResult(10)))));
        },
        """
        ended by another thread: 1
        ended there and resumed inline: 2
        failed there: IOException: elsewhere
        cancelled there: TaskCanceledException: A task was canceled.
        of the pool: 3
        several: 15
        leaves the loop: 9
        a semaphore: 0
        a value task: 10
        """);

    [Fact]
    public void Tasks_ThatAFunctionBlocksFor() => Scenario.Agrees(
        async transcript =>
        {
#pragma warning disable VSTHRD002, xUnit1031 // To block for a task is what is tried out: on a worker it is allowed.
            await transcript.OutcomeAsync("waits", Future.Run(() => ValueAsync(1).GetAwaiter().GetResult()));
            await transcript.OutcomeAsync("waits for a future's task", Future.Run(() => Future.Start(async () => await ValueAsync(2)).AsTask().Result));
            await transcript.OutcomeAsync("within an async function", Future.Start(async () =>
            {
                await Task.Yield();
                return await Future.Run(() => ValueAsync(3).Result);
            }));
#pragma warning restore VSTHRD002, xUnit1031
            transcript.Add("on a loop", EventLoop.Run(async () =>
            {
                await Task.Yield();
#pragma warning disable VSTHRD002, xUnit1031 // It is a worker that blocks.
                return await Future.Run(() => ValueAsync(4).Result);
#pragma warning restore VSTHRD002, xUnit1031
            }));
            await transcript.OutcomeAsync("has no context", Future.Run(() => SynchronizationContext.Current is null));
        },
        """
        waits: 1
        waits for a future's task: 2
        within an async function: 3
        on a loop: 4
        has no context: True
        """);

    [Fact]
    public void Streams() => Scenario.Agrees(
        async transcript =>
        {
            await transcript.OutcomeAsync("all of it", Future.Start(async () =>
            {
                int sum = 0;
                await foreach (int number in Numbers(transcript, 3))
                {
                    sum += number;
                }

                return sum;
            }));
            await transcript.OutcomeAsync("broken off", Future.Start(async () =>
            {
                await foreach (int number in Numbers(transcript, 100).ConfigureAwait(false))
                {
                    if (number == 2)
                    {
                        break;
                    }
                }
            }));
            await transcript.OutcomeAsync("failing", Future.Start(async () =>
            {
                await foreach (int number in Numbers(transcript, -1))
                {
                    transcript.Add("number", number);
                }
            }));
            await transcript.OutcomeAsync("cancelled", Future.Start(async () =>
            {
                using var source = new CancellationTokenSource();
                await foreach (int number in Numbers(transcript, 100).WithCancellation(source.Token))
                {
                    await source.CancelAsync();
                }
            }));
        },
        """
        the stream ends
        all of it: 6
        the stream ends
        broken off: done
        number: 0
        the stream ends
        failing: IOException: torn
        the stream ends
        cancelled: OperationCanceledException: The operation was canceled.
        """);

    [Fact]
    public void Streams_ThroughAChannel() => Scenario.Agrees(
        async transcript =>
        {
            await transcript.OutcomeAsync("through a channel", Future.Start(async () =>
            {
                var channel = Channel.CreateBounded<int>(10);
                await Future.Start(async () =>
                {
                    for (int i = 0; i < 10; i++)
                    {
                        await channel.Writer.WriteAsync(i);
                        await Task.Yield();
                    }

                    channel.Writer.Complete();
                });
                int sum = 0;
                await foreach (int number in channel.Reader.ReadAllAsync())
                {
                    sum += number;
                }

                return sum;
            }));
        },
        """
        through a channel: 45
        """);

    private static async IAsyncEnumerable<int> Numbers(
        Transcript transcript, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (int i = 0; count < 0 || i <= count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return await Future.Start(async () => await ValueAsync(i), CancellationToken.None);
                if (count < 0)
                {
                    await Task.Yield();
                    throw new IOException("torn");
                }
            }
        }
        finally
        {
            await Clock.Delay(TimeSpan.FromTicks(1), CancellationToken.None);
            transcript.Add("the stream ends");
        }
    }

    private static Task<int> FromAnotherThread(
        Action<TaskCompletionSource<int>> end, TaskCreationOptions options = TaskCreationOptions.RunContinuationsAsynchronously)
    {
        var source = new TaskCompletionSource<int>(options);
        var thread = new Thread(() =>
        {
            Thread.Yield();
            end(source);
        })
        {
            IsBackground = true,
        };
        thread.UnsafeStart();
        return source.Task;
    }

    private static async Task<int> ValueAsync(int value)
    {
        await Task.Yield();
        return value;
    }
}
