namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Runs a random program plainly, one statement after another, and each future at once where it is started: what both modes must agree with.</summary>
internal sealed class ReferenceRun
{
    private readonly Dictionary<int, (int Value, Exception? Error)> _ended = [];

    /// <summary>Gets what each future ended with; 0 is the program itself.</summary>
    public SortedDictionary<int, Outcome> Outcomes { get; } = [];

    /// <summary>Gets what was written, in order: by which future, and what.</summary>
    public List<(int Future, string Line)> Log { get; } = [];

    public static ReferenceRun Of(Body program)
    {
        var run = new ReferenceRun();
        run.End(0, () => run.Run(program, 0, new Frame(0)), isCancelled: () => false);
        return run;
    }

    private void End(int id, Func<int> work, Func<bool> isCancelled)
    {
        (int Value, Exception? Error) end;
        try
        {
            int value = work();
            end = isCancelled() ? (0, new OperationCanceledException()) : (value, null);
        }
#pragma warning disable CA1031 // It is what the future ends with.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            end = (0, ex);
        }

        _ended[id] = end;
        Outcomes[id] = end.Error is null ? Outcome.Of(end.Value) : Outcome.Of(end.Error);
    }

    private int Run(Body body, int value, Frame frame)
    {
        foreach (Statement statement in body.Statements)
        {
            value = Run(statement, value, frame);
        }

        return value;
    }

    private int Run(Statement statement, int value, Frame frame)
    {
        switch (statement)
        {
            case Note note:
                Log.Add((frame.Future, $"{note.Number}"));
                return value;
            case Add add:
                return value + add.Number;
            case Pause pause:
                ThrowIfCancelled(pause.Kind == PauseKind.Delay, frame);
                return value;
            case Start start:
                Begin(start, frame);
                return value;
            case Then then:
                Continue(then, frame);
                return value;
            case Wait wait:
                return value + ValueOf(wait.Id, frame);
            case WaitAll all:
                return value + RunWaitAll(all, frame);
            case Settle:
                return value;
            case Throw thrown:
                throw Outcome.MakeError(thrown.Kind, thrown.Message);
            case Try tried:
                return RunTry(tried, value, frame);
            case Hold hold:
                ThrowIfCancelled(true, frame);
                return Run(hold.Body, value, frame);
            case SetAndGet set:
                ThrowIfCancelled(true, frame);
                return value + set.Value;
            case Set set:
                ThrowIfCancelled(true, frame);
                return Outcome.MakeRefusal(set.Device, set.Kind) is { } refusal ? throw refusal : value;
            case CancelSelf:
                frame.IsCancelled = true;
                return value;
            case Shielded shielded:
                return Run(shielded.Body, value, new Frame(frame.Future));
            default:
                throw new NotSupportedException($"{statement}");
        }
    }

    private int RunWaitAll(WaitAll all, Frame frame)
    {
        // The future that waits for all is itself one that the flow makes: in a cancelled flow it ends cancelled if all succeed.
        int sum = 0;
        foreach (int id in all.Ids)
        {
            sum += _ended[id] is { Error: { } error } ? throw error : _ended[id].Value;
        }

        ThrowIfCancelled(true, frame);
        Array.ForEach(all.Ids, id => Log.Add((frame.Future, $"waited {id}")));
        return sum;
    }

    private int RunTry(Try tried, int value, Frame frame)
    {
        try
        {
            return Run(tried.Body, value, frame);
        }
        catch (Exception ex) when (Outcome.Catches(tried.Catches, ex))
        {
            return Run(tried.Handler, value, frame);
        }
        finally
        {
            Run(tried.Finally, value, frame);
        }
    }

    private void Begin(Start start, Frame frame)
    {
        Log.Add((frame.Future, $"start {start.Id}"));
        var inside = new Frame(start.Id);
        bool isCalled = start.Kind != StartKind.StartCancelled && !frame.IsCancelled;
        End(start.Id, () => isCalled ? Run(start.Body, 0, inside) : throw new OperationCanceledException(), () => inside.IsCancelled);
    }

    private void Continue(Then then, Frame frame)
    {
        Log.Add((frame.Future, $"start {then.Id}"));
        (int value, Exception? error) = _ended[then.Source];
        Exception? instead = frame.IsCancelled ? new OperationCanceledException() : error;
        End(then.Id, () => instead is null ? Run(then.Body, value, new Frame(then.Id)) : throw instead, () => false);
    }

    private int ValueOf(int id, Frame frame)
    {
        (int value, Exception? error) = _ended[id];
        if (error is not null)
        {
            throw error;
        }

        Log.Add((frame.Future, $"waited {id}"));
        return value;
    }

    private static void ThrowIfCancelled(bool heeds, Frame frame)
    {
        if (heeds && frame.IsCancelled)
        {
            throw new OperationCanceledException();
        }
    }

    private sealed class Frame(int future)
    {
        public int Future { get; } = future;

        public bool IsCancelled { get; set; }
    }
}
