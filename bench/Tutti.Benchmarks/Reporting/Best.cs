using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Reporting;

/// <summary>Times pieces of work that take turns, after a warm-up, and keeps the best of several short rounds of each.</summary>
internal static class Best
{
    private const int Rounds = 9;
    private const int WarmUpParts = 50;     // a method is compiled for speed after 30 calls
    private const int WarmUps = 3;          // quick code, code that counts, fast code

    /// <summary>Times work that takes a number of repetitions.</summary>
    /// <param name="count">How many repetitions a round has.</param>
    /// <param name="works">The pieces of work.</param>
    /// <returns>The time of one repetition of each in its best round, in nanoseconds.</returns>
    public static async Task<double[]> NanosecondsAsync(int count, params Func<int, Task>[] works)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            foreach (Func<int, Task> work in works)
            {
                for (int part = 0; part < WarmUpParts; part++)
                {
                    await work(Math.Max(1, count / WarmUpParts));
                }
            }

            // The compiler works in the background, once there is no new code for 100 ms; an await could leave the caller's thread.
#pragma warning disable MA0042
            Clock.Sleep(TimeSpan.FromMilliseconds(150));
#pragma warning restore MA0042
        }

        double[] best = [.. works.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                long start = PreciseClock.Instance.GetTimestamp();
                await works[i](count);
                double time = PreciseClock.Instance.GetElapsedTime(start).TotalNanoseconds;
                best[i] = Math.Min(best[i], time / count);
            }
        }

        return best;
    }
}
