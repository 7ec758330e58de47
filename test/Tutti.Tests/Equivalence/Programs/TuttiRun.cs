using System.Collections.Concurrent;
using Tutti.Devices;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Runs a random program with futures, locks and devices, in the mode of the process.</summary>
internal sealed class TuttiRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<int, Future<int>> _futures = [];
    private readonly Stage[] _devices = [.. Enumerable.Range(0, ProgramGenerator.Devices).Select(i => new Stage($"d{i}"))];

    /// <inheritdoc cref="ReferenceRun.Outcomes"/>
    public SortedDictionary<int, Outcome> Outcomes { get; } = [];

    /// <inheritdoc cref="ReferenceRun.Log"/>
    public List<(int Future, string Line)> Log { get; } = [];

    /// <summary>Runs a program and waits for everything that it started.</summary>
    public static async Task<TuttiRun> OfAsync(Body program)
    {
        var run = new TuttiRun();
        run._futures[0] = Future.Start(async () => await run.RunAsync(program, 0, new Frame(0, false, null)), name: "f0");
        for (int known = 0; known < run._futures.Count;)
        {
            known = run._futures.Count;
            foreach ((int id, Future<int> future) in run._futures)
            {
                run.Outcomes[id] = await OutcomeOfAsync(future);
            }
        }

        return run;
    }

    private static async Task<Outcome> OutcomeOfAsync(Future<int> future)
    {
        try
        {
            return Outcome.Of(await future);
        }
#pragma warning disable CA1031 // It is what the future ended with.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            return Outcome.Of(ex);
        }
    }

    private async Task<int> RunAsync(Body body, int value, Frame frame)
    {
        foreach (Statement statement in body.Statements)
        {
            value = await RunAsync(statement, value, frame);
        }

        return value;
    }

    private async Task<int> RunAsync(Statement statement, int value, Frame frame)
    {
        switch (statement)
        {
            case Note note:
                Write(frame, $"{note.Number}");
                return value;
            case Add add:
                return value + add.Number;
            case Pause pause:
                await PauseAsync(pause.Kind, frame);
                return value;
            case Start start:
                Write(frame, $"start {start.Id}");
                _futures[start.Id] = Begin(start);
                return value;
            case Then then:
                Write(frame, $"start {then.Id}");
                _futures[then.Id] = Continue(then);
                return value;
            case Wait wait:
                return value + await WaitAsync(wait, frame);
            case WaitAll all:
                return value + await WaitAllAsync(all, frame);
            case Settle settle:
                await SettleAsync(settle.Ids, frame);
                return value;
            case Throw thrown:
                throw Outcome.MakeError(thrown.Kind, thrown.Message);
            case Try tried:
                return await TryAsync(tried, value, frame);
            case Hold hold:
                using (frame.IsBlocking ? Exclusive.Acquire(_devices[hold.Device]) : await Exclusive.AcquireAsync(_devices[hold.Device]))
                {
                    return await RunAsync(hold.Body, value, frame);
                }

            case SetAndGet set:
                return value + await SetAndGetAsync(_devices[set.Device], set.Value, frame);
            case Set set:
                await SetAsync(_devices[set.Device].Position, set.Kind, frame);
                return value;
            case CancelSelf:
                frame.Source!.Cancel();
                return value;
            case Shielded shielded:
                using (Future.Shield(Patience))
                {
                    return await RunAsync(shielded.Body, value, frame);
                }

            default:
                throw new NotSupportedException($"{statement}");
        }
    }

    private static async Task PauseAsync(PauseKind kind, Frame frame)
    {
        switch (kind)
        {
            case PauseKind.Delay when frame.IsBlocking:
                Clock.Sleep(TimeSpan.FromTicks(1));
                break;
            case PauseKind.Delay:
                await Clock.Delay(TimeSpan.FromTicks(1));
                break;
            case var _ when frame.IsBlocking:
                Thread.Yield();
                break;
            case PauseKind.Pool:
                await Task.Run(static () => { });
                break;
            default:
                await Task.Yield();
                break;
        }
    }

    private Future<int> Begin(Start start)
    {
#pragma warning disable CA2000 // It has neither timer nor handle.
        var source = new CancellationTokenSource();
#pragma warning restore CA2000
        if (start.Kind == StartKind.StartCancelled)
        {
            source.Cancel();
        }

        var frame = new Frame(start.Id, start.Kind == StartKind.Run, source);
        return start.Kind == StartKind.Run
            ? Future.Run(() => Finished(RunAsync(start.Body, 0, frame)), source.Token, $"f{start.Id}")
            : Future.Start(() => RunAsync(start.Body, 0, frame), source.Token, $"f{start.Id}");
    }

    private Future<int> Continue(Then then)
    {
        var frame = new Frame(then.Id, then.Kind == ThenKind.Function, null);
        Future<int> source = _futures[then.Source];
        return then.Kind switch
        {
            ThenKind.Function => source.Then(value => Finished(RunAsync(then.Body, value, frame))),
            ThenKind.Task => source.Then(value => RunAsync(then.Body, value, frame)),
            _ => source.Then(value => Future.Start(() => RunAsync(then.Body, value, frame), name: $"f{then.Id}")),
        };
    }

    private async Task<int> WaitAsync(Wait wait, Frame frame)
    {
        Future<int> future = _futures[wait.Id];
        int value = frame.IsBlocking ? future.Result : wait.AsTask ? await future.AsTask() : await future;
        Write(frame, $"waited {wait.Id}");
        return value;
    }

    private async Task<int> WaitAllAsync(WaitAll all, Frame frame)
    {
        Future<int[]> future = Future.All(all.Ids.Select(id => _futures[id]));
        int[] values = frame.IsBlocking ? future.Result : await future;
        Array.ForEach(all.Ids, id => Write(frame, $"waited {id}"));
        return values.Sum();
    }

    private async Task SettleAsync(int[] ids, Frame frame)
    {
        foreach (int id in ids)
        {
            // Of a block that an exception left early some were never started.
            if (_futures.TryGetValue(id, out Future<int>? future))
            {
                try
                {
                    _ = frame.IsBlocking ? future.Result : await future;
                }
#pragma warning disable CA1031 // Only that it has ended counts.
                catch (Exception)
#pragma warning restore CA1031
                {
                }
            }
        }
    }

    private async Task<int> TryAsync(Try tried, int value, Frame frame)
    {
        try
        {
            return await RunAsync(tried.Body, value, frame);
        }
        catch (Exception ex) when (Outcome.Catches(tried.Catches, ex))
        {
            return await RunAsync(tried.Handler, value, frame);
        }
        finally
        {
            await RunAsync(tried.Finally, value, frame);
        }
    }

    private static async Task<int> SetAndGetAsync(Stage device, int value, Frame frame)
    {
        using (frame.IsBlocking ? Exclusive.Acquire(device) : await Exclusive.AcquireAsync(device))
        {
            if (frame.IsBlocking)
            {
                device.Position.Value = value * mm;
                return (int)Math.Round(device.Position.Value.In(mm));
            }

            await device.Position.SetAsync(value * mm);
            await Task.Yield();
            return (int)Math.Round((await device.Position.GetAsync()).In(mm));
        }
    }

    private static async Task SetAsync(QuantityParameter position, SetKind kind, Frame frame)
    {
        Quantity value = kind switch
        {
            SetKind.OutsideLimits => 11 * mm,
            SetKind.WrongUnit => 1 * V,
            _ => 1 * mm,
        };
        if (frame.IsBlocking)
        {
            position.Value = value;
        }
        else
        {
            await position.SetAsync(value);
        }
    }

    private static int Finished(Task<int> task)
    {
        Assert.True(task.IsCompleted, "A function that blocks does not await.");
#pragma warning disable VSTHRD002, xUnit1031 // It has ended.
        return task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, xUnit1031
    }

    private void Write(Frame frame, string line)
    {
        lock (_lock)
        {
            Log.Add((frame.Future, line));
        }
    }

    private sealed record Frame(int Future, bool IsBlocking, CancellationTokenSource? Source);
}
