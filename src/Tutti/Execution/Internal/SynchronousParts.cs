using System.Runtime.CompilerServices;

namespace Tutti.Execution.Internal;

/// <summary>Holds the futures whose functions run on one thread just now, up to their first await, the innermost last.</summary>
/// <remarks>
/// <para>
/// Most functions are done before they await anything. While such a function runs its future is a member of its family by standing here,
/// which costs two writes and a fence instead of two locks; only one that awaits something is entered in the family's list.
/// </para>
/// <para>
/// Whoever cancels or lists a family looks here too. A future is put here before it looks whether its family was cancelled; a cancel marks the
/// family before it looks here: one of the two sees the other.
/// </para>
/// </remarks>
internal sealed class SynchronousParts
{
    private const int Capacity = 32;

    private static readonly Lock RegistryLock = new();

    [ThreadStatic]
    private static SynchronousParts? _ofThread;

    private static SynchronousParts[] _all = [];
    private static int _sweepAt = 16;

    private readonly Thread _thread = Thread.CurrentThread;
    private readonly Place[] _places = new Place[Capacity];
    private int _count;

    /// <summary>Gets those of the calling thread.</summary>
    public static SynchronousParts OfThread => _ofThread ??= Register();

    /// <summary>Adds the futures that belong to a family only by standing here.</summary>
    /// <param name="family">The family; its lock is held.</param>
    /// <param name="members">Where they go.</param>
    public static void AddMembers(Family family, List<Future> members)
    {
        Interlocked.MemoryBarrier();
        foreach (SynchronousParts parts in Volatile.Read(ref _all))
        {
            int count = Volatile.Read(ref parts._count);
            for (int i = 0; i < count; i++)
            {
                if (Volatile.Read(ref parts._places[i].Future) is { } future && future.TryFindIn(family))
                {
                    members.Add(future);
                }
            }
        }
    }

    /// <summary>Says that whoever called the functions that run on the calling thread, each of which is a part of another future, waits for them.</summary>
    /// <remarks>
    /// That is plain only when what is innermost blocks, which says so by this: to say it for each call would cost more than most functions take.
    /// </remarks>
    /// <returns>The waits, to be ended when it blocks no more; mostly none.</returns>
    public static FutureWait[] BeginWaitsOfCallers()
    {
        if (_ofThread is not { _count: > 0 } parts)
        {
            return [];
        }

        return Array.ConvertAll(parts._places[..parts._count], place => FutureWait.Begin(place.Future!, place.Caller, null));
    }

    /// <summary>Puts a future here; a full fence.</summary>
    /// <param name="future">The future.</param>
    /// <param name="caller">The flow that starts it.</param>
    /// <returns>Whether there was room.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPush(Future future, Flow? caller)
    {
        Place[] places = _places;
        int count = _count;
        if ((uint)count >= (uint)places.Length)
        {
            return false;
        }

        places[count].Future = future;
        places[count].Caller = caller;
        Interlocked.Exchange(ref _count, count + 1);
        return true;
    }

    /// <summary>Takes the innermost future away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pop()
    {
        int count = _count - 1;
        _places[count] = default;
        Volatile.Write(ref _count, count);
    }

    private static SynchronousParts Register()
    {
        var parts = new SynchronousParts();
        lock (RegistryLock)
        {
            SynchronousParts[] all = _all;
            if (all.Length >= _sweepAt)
            {
                all = Array.FindAll(all, other => other._thread.IsAlive);
                _sweepAt = Math.Max(16, all.Length * 2);
            }

            Volatile.Write(ref _all, [.. all, parts]);
        }

        return parts;
    }

    // a structure, for an array of references would check the type of what is written
    private struct Place
    {
        public Future? Future;
        public Flow? Caller;
    }
}
