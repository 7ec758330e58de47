using System.Diagnostics;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Timing;

/// <summary>Tells how late some waits were, in microseconds, and what share of one processor the process took meanwhile.</summary>
internal sealed record Lateness(double Earliest, double Median, double Percentile99, double ProcessorShare)
{
    /// <summary>Waits several times and measures, as a user would: from before the call to the first look at the clock after the await.</summary>
    public static async Task<Lateness> MeasureAsync(int count, TimeSpan asked, Func<TimeSpan, Future> wait)
    {
        using Process process = Process.GetCurrentProcess();
        var late = new double[count];
        long start = PreciseClock.Instance.GetTimestamp();
        TimeSpan processorBefore = process.TotalProcessorTime;
        for (int i = 0; i < count; i++)
        {
            long begin = PreciseClock.Instance.GetTimestamp();
            await wait(asked);
            late[i] = Microseconds(PreciseClock.Instance.GetTimestamp() - begin) - asked.TotalMicroseconds;
        }

        double elapsed = Microseconds(PreciseClock.Instance.GetTimestamp() - start);
        process.Refresh();
        double share = (process.TotalProcessorTime - processorBefore).TotalMicroseconds / elapsed;
        Array.Sort(late);
        return new Lateness(late[0], late[count / 2], late[count * 99 / 100], share);
    }

    /// <summary>Takes the median of each figure over several measurements, but the earliest of all.</summary>
    public static Lateness MedianOf(IReadOnlyCollection<Lateness> all)
    {
        return new Lateness(
            all.Min(one => one.Earliest),
            MedianOf(all.Select(one => one.Median)),
            MedianOf(all.Select(one => one.Percentile99)),
            MedianOf(all.Select(one => one.ProcessorShare)));
    }

    /// <summary>Takes the best of each figure over several measurements, but the earliest of all.</summary>
    public static Lateness BestOf(IReadOnlyCollection<Lateness> all)
    {
        return new Lateness(
            all.Min(one => one.Earliest),
            all.Min(one => one.Median),
            all.Min(one => one.Percentile99),
            all.Min(one => one.ProcessorShare));
    }

    /// <summary>Takes the median.</summary>
    public static double MedianOf(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }

    // TimeSpan would round to 0.1 us
    public static double Microseconds(long ticks) => ticks * 1e6 / PreciseClock.Instance.TimestampFrequency;
}
