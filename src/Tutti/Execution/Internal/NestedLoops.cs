namespace Tutti.Execution.Internal;

/// <summary>Holds the nested loops that were registered for foreign contexts. Thread safe.</summary>
internal static class NestedLoops
{
    private static readonly Lock Lock = new();
    private static Entry[] _entries = []; // never changed, only replaced

    /// <summary>Adds a loop.</summary>
    /// <param name="contextType">The type that it is for, or <see langword="null"/> if only <paramref name="isFor"/> tells.</param>
    /// <param name="isFor">Tells whether it is for a context.</param>
    /// <param name="loop">The loop.</param>
    /// <returns>What removes it.</returns>
    public static IDisposable Add(Type? contextType, Func<SynchronizationContext, bool> isFor, INestedLoop loop)
    {
        var entry = new Entry(contextType, isFor, loop);
        lock (Lock)
        {
            if (contextType is not null && Array.Find(_entries, other => other.ContextType == contextType) is { } other)
            {
                throw new InvalidOperationException(
                    $"The nested loop '{other.Loop.GetType()}' is registered for '{contextType}' already: dispose of that registration first.");
            }

            Volatile.Write(ref _entries, [.. _entries, entry]);
        }

        return entry;
    }

    /// <summary>Finds the loop for a context: that of the nearest type, else the first whose predicate says so.</summary>
    public static INestedLoop? Find(SynchronizationContext context)
    {
        Entry? nearest = null;
        Entry[] entries = Volatile.Read(ref _entries);
        foreach (Entry entry in entries)
        {
            if (entry.ContextType is { } type && entry.IsFor(context) && (nearest is null || nearest.ContextType!.IsAssignableFrom(type)))
            {
                nearest = entry;
            }
        }

        return (nearest ?? Array.Find(entries, entry => entry.ContextType is null && entry.IsFor(context)))?.Loop;
    }

    private static void Remove(Entry entry)
    {
        lock (Lock)
        {
            Volatile.Write(ref _entries, Array.FindAll(_entries, other => other != entry));
        }
    }

    private sealed class Entry(Type? contextType, Func<SynchronizationContext, bool> isFor, INestedLoop loop) : IDisposable
    {
        public Type? ContextType => contextType;

        public Func<SynchronizationContext, bool> IsFor => isFor;

        public INestedLoop Loop => loop;

        public void Dispose() => Remove(this);
    }
}
