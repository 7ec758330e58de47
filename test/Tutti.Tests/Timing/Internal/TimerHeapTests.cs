using Tutti.Timing.Internal;

namespace Tutti.Tests.Timing.Internal;

public sealed class TimerHeapTests
{
    [Fact]
    public void TakeDue_EqualInstants_ComeInTheOrderOfAdding()
    {
        var heap = new TimerHeap();
        Entry[] entries = [.. Enumerable.Range(0, 100).Select(number => new Entry(number))];
        foreach (Entry entry in entries)
        {
            heap.Add(entry, 10);
        }

        List<int> order = [];
        while (heap.TakeDue(10) is Entry entry)
        {
            order.Add(entry.Number);
        }

        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public void TakeDue_NothingDue_ReturnsNull()
    {
        var heap = new TimerHeap();
        Assert.Null(heap.TakeDue(long.MaxValue));
        Assert.Equal(Timestamps.Never, heap.FirstDue);
        heap.Add(new Entry(0), 11);

        Assert.Null(heap.TakeDue(10));
        Assert.Equal(11, heap.FirstDue);
        Assert.NotNull(heap.TakeDue(11));
    }

    [Fact]
    public void TakeDue_Periodic_GoesBackToTheNextInstantOfItsGrid()
    {
        var heap = new TimerHeap();
        heap.Add(new Entry(0) { Period = 10 }, 100);

        Assert.NotNull(heap.TakeDue(100));
        Assert.Equal(110, heap.FirstDue);
        Assert.NotNull(heap.TakeDue(135));
        Assert.Equal(140, heap.FirstDue);
        Assert.Null(heap.TakeDue(135));
    }

    [Fact]
    public void Remove_OfAnotherHeap_DoesNothing()
    {
        var heap = new TimerHeap();
        var other = new TimerHeap();
        var entry = new Entry(0);
        heap.Add(entry, 1);

        Assert.False(other.Remove(entry));
        Assert.True(heap.Remove(entry));
        Assert.False(heap.Remove(entry));
        Assert.Equal(0, heap.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyOperations_Random_AgreeWithASortedList(int seed)
    {
        var random = new Random(seed);
        var heap = new TimerHeap();
        var model = new SortedDictionary<(long Due, int Number), Entry>();
        int number = 0;

        for (int step = 0; step < 60_000; step++)
        {
            bool isGrowing = (step / 10_000) % 2 == 0;
            if (random.Next(100) < (isGrowing ? 60 : 20))
            {
                var entry = new Entry(number++);
                long due = random.Next(1000);
                heap.Add(entry, due);
                model.Add((due, entry.Number), entry);
            }
            else if (model.Count > 0 && random.Next(2) == 0)
            {
                ((long, int) key, Entry entry) = model.ElementAt(random.Next(Math.Min(model.Count, 50)));
                Assert.True(heap.Remove(entry));
                model.Remove(key);
            }
            else if (model.Count > 0)
            {
                ((long Due, int) key, Entry entry) = model.First();
                Assert.Equal(key.Due, heap.FirstDue);
                Assert.Same(entry, heap.TakeFirst(out long due));
                Assert.Equal(key.Due, due);
                model.Remove(key);
            }

            Assert.Equal(model.Count, heap.Count);
        }

        while (model.Count > 0)
        {
            KeyValuePair<(long, int), Entry> first = model.First();
            Assert.Same(first.Value, heap.TakeDue(long.MaxValue));
            model.Remove(first.Key);
        }

        Assert.Null(heap.TakeFirst(out _));
    }

    private sealed class Entry(int number) : TimerEntry
    {
        public int Number { get; } = number;

        internal override void OnDue()
        {
        }
    }
}
