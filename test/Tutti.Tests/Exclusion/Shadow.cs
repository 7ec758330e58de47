namespace Tutti.Tests.Exclusion;

/// <summary>Is a plain model of who holds, runs and waits, kept by the flows themselves; finds circles by brute force.</summary>
/// <remarks>Exact on an event loop, where nothing happens between a call and the note of it.</remarks>
internal sealed class Shadow
{
    private readonly List<Request> _requests = [];

    /// <summary>Notes that an actor asks for something.</summary>
    public Request Ask(Actor actor, bool isLease, bool isRead, int[] parts)
    {
        var request = new Request(actor, isLease, isRead, parts);
        _requests.Add(request);
        actor.Waiting = request;
        return request;
    }

    /// <summary>Notes that a request was granted; says what is wrong with that.</summary>
    public string? Grant(Request request)
    {
        request.Actor.Waiting = null;
        request.Actor.Innermost = request;
        request.IsHeld = true;
        if (_requests.Find(other => other != request && other.IsHeld && !request.IsWithin(other) && request.Meets(other)) is { } holder)
        {
            return $"{request} was granted while {holder} was held.";
        }

        bool IsFirst(Request other) => other.IsLease && !other.MayHaveGivenUp && other.Outer is null && !other.IsHeld && request.Meets(other);
        return request.Outer is null && _requests.TakeWhile(other => other != request).FirstOrDefault(IsFirst) is { } earlier
            ? $"{request} was granted before {earlier}, which came earlier."
            : null;
    }

    /// <summary>Notes that a request was given back, or given up.</summary>
    public void End(Request request)
    {
        _requests.Remove(request);
        request.Actor.Waiting = null;
        request.IsHeld = false;
        if (request.Actor.Innermost == request)
        {
            request.Actor.Innermost = request.Outer;
        }
    }

    /// <summary>Tells whether an actor waits in a circle, or for one that does.</summary>
    public bool IsStuck(Actor actor) => IsStuck(actor, []);

    private bool IsStuck(Actor actor, List<Actor> path)
    {
        if (path.Contains(actor))
        {
            return true;
        }

        path.Add(actor);
        bool isStuck = IsStuckAwaiting(actor, path)
            || (actor.Waiting is { } request && BlockersOf(request).Any(blocker => IsStuck(blocker.Actor, path)));
        path.Remove(actor);
        return isStuck;
    }

    private bool IsStuckAwaiting(Actor actor, List<Actor> path)
    {
        bool IsStuckChild(Actor child) => !child.HasEnded && IsStuck(child, path);
        return actor.AwaitsAny ? actor.Awaited.Length > 0 && Array.TrueForAll(actor.Awaited, IsStuckChild) : Array.Exists(actor.Awaited, IsStuckChild);
    }

    private IEnumerable<Request> BlockersOf(Request request) =>
        _requests.Where(other => other != request && !request.IsWithin(other) && Array.Exists(request.Parts, part => IsBlockedAt(part, request, other)));

    private bool IsBlockedAt(int part, Request request, Request other)
    {
        if (!other.Parts.Contains(part) || !request.Excludes(other))
        {
            return false;
        }

        if (other.IsHeld)
        {
            return true;
        }

        // one that waits is ahead if it came earlier and is within all that the request is within, there
        Request? storey = request.Outers.FirstOrDefault(outer => outer.IsLease && outer.Parts.Contains(part));
        return _requests.IndexOf(other) < _requests.IndexOf(request) && (storey is null || other.IsWithin(storey));
    }

    /// <summary>Is one line of control.</summary>
    internal sealed class Actor(string name, Actor? parent)
    {
        /// <summary>Gets or sets what it asked for last and has or waits for.</summary>
        public Request? Innermost { get; set; } = parent?.Innermost;

        /// <summary>Gets or sets what it waits for.</summary>
        public Request? Waiting { get; set; }

        /// <summary>Gets or sets the children whose end it awaits.</summary>
        public Actor[] Awaited { get; set; } = [];

        /// <summary>Gets or sets a value indicating whether the end of any of them will do.</summary>
        public bool AwaitsAny { get; set; }

        /// <summary>Gets or sets a value indicating whether it has ended.</summary>
        public bool HasEnded { get; set; }

        public override string ToString() => name;
    }

    /// <summary>Is one request of an actor: a lease, or a read or set.</summary>
    internal sealed class Request(Actor actor, bool isLease, bool isRead, int[] parts)
    {
        /// <summary>Gets whose it is.</summary>
        public Actor Actor => actor;

        /// <summary>Gets a value indicating whether it is for a lease.</summary>
        public bool IsLease => isLease;

        /// <summary>Gets the gates that it is for.</summary>
        public int[] Parts => parts;

        /// <summary>Gets what it was made within.</summary>
        public Request? Outer { get; } = actor.Innermost;

        /// <summary>Gets all that it was made within, the innermost first.</summary>
        public IEnumerable<Request> Outers => Outer is null ? [] : Outer.Outers.Prepend(Outer);

        /// <summary>Gets or sets the token that ends its wait.</summary>
        public CancellationToken Cancellation { get; set; }

        /// <summary>Gets or sets a value indicating whether it has a time limit, which may just have passed on another thread.</summary>
        public bool HasTimeLimit { get; set; }

        /// <summary>Gets a value indicating whether it may have left the queue already, which is noted when its actor goes on.</summary>
        public bool MayHaveGivenUp => HasTimeLimit || Cancellation.IsCancellationRequested;

        /// <summary>Gets or sets a value indicating whether it was granted.</summary>
        public bool IsHeld { get; set; }

        /// <summary>Tells whether it was made within another one.</summary>
        public bool IsWithin(Request other) => Outers.Contains(other);

        /// <summary>Tells whether it and another one exclude each other where they meet.</summary>
        public bool Excludes(Request other) => isLease || other.IsLease || !(isRead || other.IsReading);

        /// <summary>Tells whether it and another one cannot be held side by side.</summary>
        public bool Meets(Request other) => Excludes(other) && parts.Intersect(other.Parts).Any();

        public override string ToString() => $"{actor}'s {(isLease ? "lease" : isRead ? "read" : "set")} of {string.Join(',', parts)}";

        private bool IsReading => isRead;
    }
}
