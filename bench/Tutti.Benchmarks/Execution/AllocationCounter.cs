using System.Diagnostics.Tracing;

namespace Tutti.Benchmarks.Execution;

/// <summary>Estimates how many objects some work allocates on its thread, from the samples that the runtime takes every 100 KB.</summary>
/// <remarks>
/// A sample falls on an object as often as the object is large. So the mean of one over the size, over all samples, is the number of
/// objects per byte; the bytes are known exactly. The work takes turns with padding of random length, lest the samples keep step with it.
/// </remarks>
internal sealed class AllocationCounter : EventListener
{
    private const EventKeywords GarbageCollection = (EventKeywords)0x1;
    private const int Paddings = 997;

    private readonly Lock _lock = new();
    private double _inverseSizes;
    private long _samples;
    private bool _isCounting;

    /// <summary>Counts the allocations of work.</summary>
    /// <param name="count">How often it is done.</param>
    /// <param name="work">The work; what it does ends with it.</param>
    /// <returns>The bytes and the objects of one piece of work.</returns>
    public static (double Bytes, double Objects) Measure(int count, Action work)
    {
        work();
        long start = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < count; i++)
        {
            work();
        }

        double bytes = (GC.GetAllocatedBytesForCurrentThread() - start) / (double)count;
        if (bytes < 1)
        {
            return (0, 0);
        }

        using var counter = new AllocationCounter();
        counter.Count(count, work);
        return (bytes, bytes * counter._inverseSizes / counter._samples);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, GarbageCollection);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName != "GCAllocationTick_V4" || eventData.Payload is not { } payload)
        {
            return;
        }

        lock (_lock)
        {
            if (_isCounting && (string)payload[5]! != "System.Byte[]")
            {
                _inverseSizes += 1.0 / (ulong)payload[8]!;
                _samples++;
            }
        }
    }

    private void Count(int count, Action work)
    {
        var random = new Random(1);
        int[] paddings = [.. Enumerable.Range(0, Paddings).Select(_ => random.Next(1000))];
        SetCounting(true);
        for (int i = 0; i < count; i++)
        {
            work();
            GC.KeepAlive(new byte[paddings[i % Paddings]]);
        }

#pragma warning disable RS0030 // The runtime hands the samples over with a delay of its own.
        Thread.Sleep(300);
#pragma warning restore RS0030
        SetCounting(false);
    }

    private void SetCounting(bool isCounting)
    {
        lock (_lock)
        {
            _isCounting = isCounting;
        }
    }
}
