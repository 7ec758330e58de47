using System.Diagnostics.CodeAnalysis;

namespace Tutti.Execution.Internal;

/// <summary>Holds the ready work of a virtual run: first in, first out, or with a seed in an order that only the seed decides. Not thread-safe.</summary>
internal sealed class VirtualQueue(int? seed)
{
    private const int SmallestCapacity = 16;

    // always a power of 2, so that a mask finds the place
    private VirtualItem[] _items = new VirtualItem[SmallestCapacity];
    private int _head;
    private ulong _random = unchecked((ulong)(seed ?? 0));

    /// <summary>Gets a value indicating whether a seed decides the order.</summary>
    internal bool IsPermuted => seed is not null;

    /// <summary>Gets the number of items.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds an item.</summary>
    internal void Add(in VirtualItem item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        At(Count++) = item;
    }

    /// <summary>Takes an item: the first, or with a seed any.</summary>
    internal bool TryTake([NotNullWhen(true)] out VirtualItem item)
    {
        if (Count == 0)
        {
            item = default;
            return false;
        }

        if (seed is not null && Count > 1)
        {
            ref VirtualItem chosen = ref At(Next(Count));
            (chosen, At(0)) = (At(0), chosen);
        }

        item = At(0);
        At(0) = default;
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return true;
    }

    /// <summary>Drops everything.</summary>
    internal void Clear()
    {
        Array.Clear(_items);
        Count = 0;
    }

    private ref VirtualItem At(int index) => ref _items[(_head + index) & (_items.Length - 1)];

    // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014): the same on every machine and runtime
    private int Next(int count)
    {
        unchecked
        {
            _random += 0x9E3779B97F4A7C15;
            ulong mixed = (_random ^ (_random >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            return (int)(((mixed >> 32) * (ulong)count) >> 32);
        }
    }

    private void Grow()
    {
        var larger = new VirtualItem[_items.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = At(i);
        }

        _items = larger;
        _head = 0;
    }
}
