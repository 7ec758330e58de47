using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Reporting;

/// <summary>Times pieces of work that take turns, after a warm-up, in many rounds so short that most are not interrupted.</summary>
/// <remarks>
/// The figure is the lower quartile of the rounds: on a busy machine a round that was interrupted is many times longer, and a round of
/// luck does not count either.
/// </remarks>
internal static class ShortRounds
{
    private const int Rounds = 101;
    private const double RoundNanoseconds = 2e6;
    private const int WarmUpCalls = 50;     // a method is compiled for speed after 30 calls
    private const int WarmUpCount = 500;
    private const int WarmUps = 3;          // quick code, code that counts, fast code

    /// <summary>Times work that takes a number of repetitions.</summary>
    /// <param name="works">The pieces of work.</param>
    /// <returns>The time of one repetition of each in nanoseconds.</returns>
    public static async Task<double[]> NanosecondsAsync(params Func<int, Task>[] works)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            foreach (Func<int, Task> work in works)
            {
                for (int call = 0; call < WarmUpCalls; call++)
                {
                    await work(WarmUpCount);
                }
            }

            // The compiler works in the background, once there is no new code for 100 ms; an await could leave the caller's thread.
#pragma warning disable MA0042, TUTTI002
            Clock.Sleep(TimeSpan.FromMilliseconds(150));
#pragma warning restore MA0042, TUTTI002
        }

        List<double>[] times = [.. works.Select(_ => new List<double>())];
        int[] counts = [.. works.Select(_ => WarmUpCount)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                long start = PreciseClock.Instance.GetTimestamp();
                await works[i](counts[i]);
                times[i].Add(PreciseClock.Instance.GetElapsedTime(start).TotalNanoseconds / counts[i]);
                counts[i] = Math.Max(16, (int)(RoundNanoseconds / times[i].Min()));
            }
        }

        return [.. times.Select(all => all.Order().ElementAt(Rounds / 4))];
    }
}
