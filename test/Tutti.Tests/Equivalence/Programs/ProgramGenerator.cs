namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Makes random programs that can never deadlock and whose outcome their text fixes.</summary>
/// <remarks>
/// A future waits only for those that were started before it and since the innermost lock around; a lock is taken only on a device that is not
/// before one held around; what a device reads back is looked at only while it is held for that. A future cancels itself only when all that
/// it started has ended, and all that those started.
/// </remarks>
internal sealed class ProgramGenerator(int seed)
{
    public const int Devices = 3;

    private const int Deepest = 4;

    private readonly Random _random = new(seed);
    private int _futures;
    private int _notes;

    public Body Generate() => MakeBody(new Place(0, [], 0), _random.Next(4, 9));

    private Body MakeBody(Place place, int length) => new([.. Enumerable.Range(0, length).Select(_ => MakeStatement(place))]);

    private Statement MakeStatement(Place place) => _random.Next(place.Depth < Deepest ? 20 : 9) switch
    {
        0 or 1 => new Note(++_notes),
        2 => new Add(_random.Next(1, 100)),
        3 => new Pause((PauseKind)_random.Next(3)),
        4 when place.Visible.Count > 0 => new Wait(Pick(place.Visible), _random.Next(3) == 0),
        5 when place.Visible.Count > 1 && !place.IsCancelled => new WaitAll([Pick(place.Visible), Pick(place.Visible)]),
        6 => new SetAndGet(_random.Next(place.FirstDevice, Devices), _random.Next(-10, 11)),
        7 => new Set(_random.Next(place.FirstDevice, Devices), (SetKind)_random.Next(3)),
        8 => _random.Next(3) == 0 ? new Throw((ErrorKind)_random.Next(2), $"thrown {++_notes}") : new Note(++_notes),
        9 or 10 or 11 or 12 => MakeStart(place),
        13 when place.Visible.Count > 0 => MakeThen(place),
        14 or 15 => MakeTry(place),
        16 => MakeHold(place),
        17 => MakeCancelled(place),
        18 => new Shielded(MakeBody(place with { Depth = place.Depth + 1 }, 2)),
        _ when place.Visible.Count > 0 => new Wait(Pick(place.Visible), _random.Next(3) == 0),
        _ => new Note(++_notes),
    };

    private Start MakeStart(Place place)
    {
        var kind = (StartKind)(_random.Next(10) == 0 ? 2 : _random.Next(2));
        Body body = MakeBody(new Place(place.Depth + 1, [.. place.Visible], place.FirstDevice), _random.Next(1, 6));
        return new Start(NewFuture(place), kind, body);
    }

    private Then MakeThen(Place place)
    {
        int source = Pick(place.Visible);
        var kind = (ThenKind)_random.Next(3);

        // A function that is a callback runs on the loop: there it must not wait for what a frame beneath it has to do.
        Body body = kind == ThenKind.Function
            ? new Body(new Note(++_notes), _random.Next(3) == 0 ? new Throw(ErrorKind.Format, $"thrown {++_notes}") : new Add(1))
            : MakeBody(new Place(place.Depth + 1, [.. place.Visible], place.FirstDevice), _random.Next(1, 4));
        return new Then(NewFuture(place), source, kind, body);
    }

    private Try MakeTry(Place place)
    {
        Place inside = place with { Depth = place.Depth + 1, Visible = [.. place.Visible] };
        return new Try(
            MakeBody(inside, _random.Next(1, 5)),
            (ErrorKind)_random.Next(4),
            MakeBody(place with { Depth = Deepest, Visible = [.. place.Visible] }, 2),
            new Body(new Note(++_notes)));
    }

    private Hold MakeHold(Place place)
    {
        int device = _random.Next(place.FirstDevice, Devices);
        return new Hold(device, MakeBody(place with { Depth = place.Depth + 1, Visible = [], FirstDevice = device }, _random.Next(1, 5)));
    }

    private Start MakeCancelled(Place place)
    {
        Place inside = new(place.Depth + 1, [.. place.Visible], place.FirstDevice);
        int first = _futures + 1;
        Body before = MakeBody(inside, _random.Next(0, 3));
        int[] below = [.. Enumerable.Range(first, _futures + 1 - first).Reverse()]; // parents first: then it is known what they started
        Body after = MakeBody(inside with { IsCancelled = true }, _random.Next(1, 5));
        return new Start(
            NewFuture(place),
            (StartKind)_random.Next(2),
            new Body([.. before.Statements, new Settle(below), new CancelSelf(), .. after.Statements]));
    }

    private int NewFuture(Place place)
    {
        int id = ++_futures;
        place.Visible.Add(id);
        return id;
    }

    private int Pick(List<int> ids) => ids[_random.Next(ids.Count)];

    /// <summary>Is where in the program a statement stands.</summary>
    /// <param name="Depth">How deep.</param>
    /// <param name="Visible">The futures that may be waited for.</param>
    /// <param name="FirstDevice">The first device that may be taken.</param>
    private sealed record Place(int Depth, List<int> Visible, int FirstDevice)
    {
        /// <summary>Gets a value indicating whether the flow has been cancelled; to wait for all of several there would cancel them too.</summary>
        public bool IsCancelled { get; init; }
    }
}
