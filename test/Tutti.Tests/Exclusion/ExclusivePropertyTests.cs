using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;
using static Tutti.Tests.Exclusion.Shadow;

namespace Tutti.Tests.Exclusion;

/// <summary>
/// Random programs that acquire, nest, read, set, start children, fail, give up and are cancelled: they exclude one another, come in order of
/// arrival, end, and only a real circle is refused.
/// </summary>
public sealed class ExclusivePropertyTests
{
    private const int Stages = 2;
    private const int PartsOfStage = 3; // the stage itself, its position, its mode
    private const int Roots = 5;
    private const int MostSteps = 6;
    private const int DeepestNesting = 3;

    private readonly Lock _lock = new();
    private readonly List<string> _wrongs = [];
    private readonly List<Future> _roots = [];
    private Stage[] _stages = [];
    private Shadow _shadow = new();
    private bool _isOnLoop;
    private int _deadlocks;

    [Fact]
    public void RandomPrograms_OnALoop_AreAsTheModelSays()
    {
        _isOnLoop = true;
        for (int seed = 1; seed <= 250; seed++)
        {
            EventLoop.Run(() => RunAsync(seed));
        }

        Assert.Equal(Asynchrony.IsDisabled, _deadlocks == 0); // Differences.NothingIsPending
    }

    [Fact]
    public async Task RandomPrograms_OnThePool_ExcludeOneAnotherAndEnd()
    {
        for (int seed = 1; seed <= 100; seed++)
        {
            await RunAsync(seed);
        }
    }

    private async Task RunAsync(int seed)
    {
        _stages = [.. Enumerable.Range(0, Stages).Select(i => new Stage($"stage {i}"))];
        _shadow = new Shadow();
        _roots.Clear();
        using (ExecutionContext.SuppressFlow())
        {
            for (int i = 0; i < Roots; i++)
            {
                var random = new Random((1000 * seed) + i);
                var actor = new Actor($"root {i}", null);
                _roots.Add(Future.Start(token => LiveAsync(actor, random, token), name: $"root {i}"));
            }
        }

        await OnLoop.EndAsync(Task.WhenAll(_roots.ToArray().Select(root => EndAsync(root))), () => $"Seed {seed}: {DescribeGates()}");
        Assert.True(_wrongs.Count == 0, $"Seed {seed}: {string.Join(Environment.NewLine, _wrongs)}");
        Assert.All(_stages.SelectMany(stage => ((IExclusive)stage).Gates), gate => Assert.True(gate.IsFree, $"Seed {seed}: {DescribeGates()}"));
    }

    private async Task LiveAsync(Actor actor, Random random, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield();
            await ActAsync(actor, random, 0, cancellationToken);
        }
        finally
        {
            Note(() => actor.HasEnded = true);
        }
    }

    private async Task ActAsync(Actor actor, Random random, int depth, CancellationToken cancellationToken)
    {
        for (int step = random.Next(1, MostSteps); step > 0; step--)
        {
            switch (random.Next(10))
            {
                case 0 or 1:
                    await Task.Yield();
                    break;
                case 2 or 3:
                    await OperateAsync(actor, random);
                    break;
                case 4 when depth < DeepestNesting:
                    await StartChildrenAsync(actor, random, depth, cancellationToken);
                    break;
                case 5 when random.Next(4) == 0:
                    throw new BodyException();
                case 6 when random.Next(4) == 0 && _roots.Count > 0:
                    _roots[random.Next(_roots.Count)].Cancel();
                    break;
                case > 6 when depth < DeepestNesting:
                    await HoldAsync(actor, random, depth, cancellationToken);
                    break;
            }
        }
    }

    private async Task HoldAsync(Actor actor, Random random, int depth, CancellationToken cancellationToken)
    {
        (IExclusive[] resources, int[] parts) = Choose(random);
        TimeSpan? timeout = random.Next(4) == 0 ? TimeSpan.FromMicroseconds(random.Next(300)) : null;
        Request request = Note(() => _shadow.Ask(actor, isLease: true, isRead: false, parts));
        (request.HasTimeLimit, request.Cancellation) = (timeout is not null, cancellationToken);
        Lease lease;
        bool isAtOnce = true;
        try
        {
            ValueTask<Lease> asked = Exclusive.AcquireAsync(resources, timeout, cancellationToken);
            isAtOnce = asked.IsCompleted;
            lease = await asked;
        }
        catch (Exception ex)
        {
            NoteDeadlock(isAtOnce ? actor : null, ex);
            Note(() => _shadow.End(request));
            if (ex is TimeoutException or DeadlockException)
            {
                return;
            }

            throw;
        }

        using (lease)
        {
            try
            {
                NoteGrant(request);
                Task sideLine = random.Next(4) == 0 ? IdleAsync(random.Next(300)) : Task.CompletedTask;
                await ActAsync(actor, random, depth + 1, cancellationToken);
                await sideLine;
            }
            finally
            {
                Note(() => _shadow.End(request));
            }
        }
    }

    private static async Task IdleAsync(int microseconds) => await Clock.Delay(TimeSpan.FromMicroseconds(microseconds));

    private async Task OperateAsync(Actor actor, Random random)
    {
        int stage = random.Next(Stages);
        bool isRead = random.Next(2) == 0;
        bool isMode = !isRead && random.Next(2) == 0;
        Request request = Note(() => _shadow.Ask(actor, isLease: false, isRead, [(PartsOfStage * stage) + (isMode ? 2 : 1)]));
        Future operation = isRead ? _stages[stage].Position.GetAsync()
            : isMode ? _stages[stage].Mode.SetAsync("fast")
            : _stages[stage].Position.SetAsync(1 * mm);
        bool isAtOnce = operation.IsDone;
        try
        {
            await operation;
        }
        catch (DeadlockException ex)
        {
            NoteDeadlock(isAtOnce ? actor : null, ex);
        }
        finally
        {
            Note(() => _shadow.End(request));
        }
    }

    private async Task StartChildrenAsync(Actor actor, Random random, int depth, CancellationToken cancellationToken)
    {
        (Actor Actor, Future Future)[] children = [.. Enumerable.Range(0, random.Next(3) + 1).Select(i =>
        {
            Actor child = Note(() => new Actor($"{actor}.{depth}.{i}", actor));
            return (child, StartChild(child, new Random(random.Next()), depth, cancellationToken));
        })];
        Future[] futures = [.. children.Select(child => child.Future)];
        if (random.Next(3) == 0)
        {
            await Task.Yield();
            futures[0].Cancel();
        }

        bool isForAny = futures.Length > 1 && random.Next(3) == 0;
        Note(() => (actor.Awaited, actor.AwaitsAny) = ([.. children.Select(child => child.Actor)], isForAny));
        if (isForAny)
        {
            await EndOrCancelAsync(Future.Any(futures), futures);
            Note(() => actor.AwaitsAny = false);
        }

        while (!Array.TrueForAll(futures, future => future.IsDone))
        {
            await EndOrCancelAsync(futures.Length == 1 ? futures[0] : Future.All(futures), futures);
        }

        Note(() => actor.Awaited = []);
    }

    private Future StartChild(Actor child, Random random, int depth, CancellationToken cancellationToken) => Future.Start(
        async token =>
        {
            try
            {
                await ActAsync(child, random, depth + 1, token);
            }
            finally
            {
                Note(() => child.HasEnded = true);
            }
        },
        cancellationToken,
        name: child.ToString());

    /// <summary>Waits for what is made of futures; cancels those if they can never end.</summary>
    private async Task EndOrCancelAsync(Future combined, Future[] futures)
    {
        try
        {
            await EndAsync(combined);
        }
        catch (DeadlockException ex)
        {
            NoteDeadlock(null, ex);
            Array.ForEach(futures, future => future.Cancel());
        }
    }

    private static async Task EndAsync(Future future)
    {
        try
        {
            await future;
        }
        catch (Exception ex) when (ex is BodyException or OperationCanceledException)
        {
        }
    }

    private void NoteGrant(Request request)
    {
        if (Note(() => _shadow.Grant(request)) is { } wrong && (_isOnLoop || wrong.Contains("held", StringComparison.Ordinal)))
        {
            Note(() => _wrongs.Add(wrong));
        }
    }

    /// <summary>Notes what was refused; if that was at once, and nothing has changed since, the model has to agree.</summary>
    private void NoteDeadlock(Actor? actor, Exception exception)
    {
        if (exception is not DeadlockException)
        {
            return;
        }

        _deadlocks++;
        if (_isOnLoop && actor is not null && !_shadow.IsStuck(actor))
        {
            _wrongs.Add($"{actor} could have gone on: {exception.Message}");
        }
    }

    private (IExclusive[] Resources, int[] Parts) Choose(Random random)
    {
        int[] chosen = [.. Enumerable.Range(0, Stages * PartsOfStage).Where(_ => random.Next(4) == 0)];
        if (chosen.Length == 0)
        {
            chosen = [random.Next(Stages * PartsOfStage)];
        }

        random.Shuffle(chosen);
        IEnumerable<int> parts = chosen.SelectMany(part => part % PartsOfStage == 0 ? Enumerable.Range(part, PartsOfStage) : [part]);
        return ([.. chosen.Select(Resource)], [.. parts.Distinct()]);
    }

    private IExclusive Resource(int part) => (part % PartsOfStage) switch
    {
        0 => _stages[part / PartsOfStage],
        1 => _stages[part / PartsOfStage].Position,
        _ => _stages[part / PartsOfStage].Mode,
    };

    private string DescribeGates() => string.Join(
        "; ",
        Enumerable.Range(0, Stages * PartsOfStage).Select(Resource).Select(
            resource => $"{resource.FullName}: {(resource.Gates[0].IsFree ? "free" : resource.Owner?.ToString() ?? "in use")}"));

    private T Note<T>(Func<T> note)
    {
        lock (_lock)
        {
            return note();
        }
    }

    private void Note(Action note)
    {
        lock (_lock)
        {
            note();
        }
    }

    private sealed class BodyException : Exception;
}
