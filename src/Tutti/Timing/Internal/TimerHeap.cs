using System.Diagnostics;

namespace Tutti.Timing.Internal;

/// <summary>Keeps entries sorted by the instant at which they are due; equal instants in the order in which they were added.</summary>
/// <remarks>A 4-ary heap over an array: adding and removing take O(log n), and looking at the first one nothing. Not thread-safe.</remarks>
internal sealed class TimerHeap
{
    private const int Arity = 4;
    private const int SmallestCapacity = 16;

    private Slot[] _slots = [];
    private long _sequence;

    /// <summary>Gets the number of entries.</summary>
    internal int Count { get; private set; }

    /// <summary>Gets the instant at which the first entry is due, or <see cref="long.MaxValue"/> if there is none.</summary>
    internal long FirstDue => Count == 0 ? long.MaxValue : _slots[0].Due;

    /// <summary>Gets the entry that is due first, or <see langword="null"/> if there is none.</summary>
    internal TimerEntry? First => Count == 0 ? null : _slots[0].Entry;

    /// <summary>Adds an entry that is in no heap.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="due">The timestamp at which it is due.</param>
    internal void Add(TimerEntry entry, long due)
    {
        Debug.Assert(entry.Heap is null, "The entry is in a heap already.");
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(SmallestCapacity, Count * 2));
        }

        entry.Heap = this;
        SiftUp(Count++, new Slot(due, _sequence++, entry));
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Whether it was in this heap.</returns>
    internal bool Remove(TimerEntry entry)
    {
        if (entry.Heap != this)
        {
            return false;
        }

        int index = entry.HeapIndex;
        entry.Heap = null;
        Slot last = _slots[--Count];
        _slots[Count] = default;
        if (index != Count)
        {
            if (index > 0 && last.IsBefore(_slots[(index - 1) / Arity]))
            {
                SiftUp(index, last);
            }
            else
            {
                SiftDown(index, last);
            }
        }

        ShrinkIfSparse();
        return true;
    }

    /// <summary>Takes the first entry out if it is due; a periodic one is put back at its next instant that has not passed.</summary>
    /// <param name="now">The current timestamp.</param>
    /// <returns>The entry, or <see langword="null"/> if none is due.</returns>
    internal TimerEntry? TakeDue(long now)
    {
        if (Count == 0 || _slots[0].Due > now)
        {
            return null;
        }

        long due = _slots[0].Due;
        TimerEntry entry = _slots[0].Entry;
        Remove(entry);
        if (entry.Period > 0)
        {
            Add(entry, Timestamps.NextOnGrid(due, entry.Period, now));
        }

        return entry;
    }

    /// <summary>Takes any one entry out, whether due or not: the way to empty a heap.</summary>
    /// <param name="due">The timestamp at which it would have been due.</param>
    /// <returns>The entry, or <see langword="null"/> if the heap is empty.</returns>
    internal TimerEntry? TakeFirst(out long due)
    {
        due = FirstDue;
        if (Count == 0)
        {
            return null;
        }

        TimerEntry entry = _slots[0].Entry;
        Remove(entry);
        return entry;
    }

    private void SiftUp(int index, Slot slot)
    {
        while (index > 0)
        {
            int parent = (index - 1) / Arity;
            if (!slot.IsBefore(_slots[parent]))
            {
                break;
            }

            Put(index, _slots[parent]);
            index = parent;
        }

        Put(index, slot);
    }

    private void SiftDown(int index, Slot slot)
    {
        while (true)
        {
            int first = (index * Arity) + 1;
            if (first >= Count)
            {
                break;
            }

            int smallest = first;
            int end = Math.Min(first + Arity, Count);
            for (int child = first + 1; child < end; child++)
            {
                if (_slots[child].IsBefore(_slots[smallest]))
                {
                    smallest = child;
                }
            }

            if (!_slots[smallest].IsBefore(slot))
            {
                break;
            }

            Put(index, _slots[smallest]);
            index = smallest;
        }

        Put(index, slot);
    }

    private void Put(int index, in Slot slot)
    {
        _slots[index] = slot;
        slot.Entry.HeapIndex = index;
    }

    private void ShrinkIfSparse()
    {
        if (_slots.Length > 1024 && Count < _slots.Length / 8)
        {
            Array.Resize(ref _slots, _slots.Length / 2);
        }
    }

    private readonly struct Slot
    {
        public readonly long Due;
        public readonly TimerEntry Entry;
        private readonly long _sequence;

        public Slot(long due, long sequence, TimerEntry entry)
        {
            Due = due;
            _sequence = sequence;
            Entry = entry;
        }

        public bool IsBefore(in Slot other)
        {
            return Due < other.Due || (Due == other.Due && _sequence < other._sequence);
        }
    }
}
