using System.Diagnostics.CodeAnalysis;

namespace Tutti.Execution.Internal;

/// <summary>Holds ready work first in, first out, in a ring that grows. Not thread-safe.</summary>
internal sealed class EventLoopQueue
{
    private const int SmallestCapacity = 16;

    // always a power of 2, so that a mask finds the place
    private EventLoopItem[] _items = [];
    private int _head;

    /// <summary>Gets the number of items.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds an item at the end.</summary>
    /// <param name="item">The item.</param>
    internal void Enqueue(in EventLoopItem item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[(_head + Count) & (_items.Length - 1)] = item;
        Count++;
    }

    /// <summary>Takes the first item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Whether there was one.</returns>
    internal bool TryDequeue([NotNullWhen(true)] out EventLoopItem item)
    {
        if (Count == 0)
        {
            item = default;
            return false;
        }

        ref EventLoopItem first = ref _items[_head];
        item = first;
        first = default;
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return true;
    }

    /// <summary>Moves all items to the end of another queue.</summary>
    /// <param name="other">The other queue.</param>
    internal void MoveTo(EventLoopQueue other)
    {
        while (TryDequeue(out EventLoopItem item))
        {
            other.Enqueue(item);
        }
    }

    private void Grow()
    {
        var larger = new EventLoopItem[Math.Max(SmallestCapacity, _items.Length * 2)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _items[(_head + i) & (_items.Length - 1)];
        }

        _items = larger;
        _head = 0;
    }
}
