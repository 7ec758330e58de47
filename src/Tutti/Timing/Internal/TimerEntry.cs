namespace Tutti.Timing.Internal;

/// <summary>Is one thing that becomes due at an instant: the node that a <see cref="TimerHeap"/> sorts.</summary>
/// <remarks>An entry is in one heap at a time; whoever owns the heap guards its entries as well.</remarks>
internal abstract class TimerEntry
{
    /// <summary>Gets the heap that holds the entry, or <see langword="null"/>.</summary>
    internal TimerHeap? Heap { get; set; }

    /// <summary>Gets the place of the entry in its heap.</summary>
    internal int HeapIndex { get; set; }

    /// <summary>Gets or sets the distance of the periodic instants in timestamp ticks; 0 if it becomes due only once.</summary>
    internal long Period { get; set; }

    /// <summary>Tells the entry, on the thread that owns the heap and with no lock held, that it is due.</summary>
    /// <remarks>Runs on the clock's or a loop's thread: it must be short, must not throw and must not run foreign code.</remarks>
    internal abstract void OnDue();
}
