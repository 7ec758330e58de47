using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Testing.Tests;

public sealed class VirtualTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_Program_GivesTheVirtualTimeThatItTook()
    {
        TimeSpan elapsed = Virtual.Run(async () => await Clock.Delay(90 * min, Cancellation));

        Assert.Equal(TimeSpan.FromMinutes(90), elapsed);
    }

    [Fact]
    public void Run_ProgramWithResult_GivesTheResult()
    {
        DateTimeOffset end = Virtual.Run(async () =>
        {
            await Clock.Delay(1 * h, Cancellation);
            return Clock.Current.GetUtcNow();
        });

        Assert.Equal(VirtualClock.Start + TimeSpan.FromHours(1), end);
    }

    [Fact]
    public void Explore_ProgramWithoutRaces_TriesEverySeed()
    {
        int runs = 0;

        Virtual.Explore(
            async () =>
            {
                runs++;
                await Clock.Delay(1 * s, Cancellation);
            },
            seeds: 50);

        Assert.Equal(Asynchrony.IsDisabled ? 1 : 50, runs); // Differences.NothingIsPending
    }

    [Fact]
    public void Explore_LostUpdateAcrossAnAwait_IsFoundAndReplays()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        static async Task CountAsync()
        {
            int count = 0;
            async Task AddAsync()
            {
                await Task.Yield();
                int read = count;
                await Task.Yield();
                count = read + 1;
            }

            // three of one kind, and one that comes into the way of another only if the order is unlucky
            await AddAsync();
            Future first = Future.Start(AddAsync, Cancellation);
            await Clock.Delay(1 * ms, Cancellation);
            Future second = Future.Start(AddAsync, Cancellation);
            await Future.All(first, second);
            Assert.Equal(3, count);
        }

        static async Task CountAtOnceAsync()
        {
            int count = 0;
            async Task AddAsync(int pause)
            {
                for (int i = 0; i < pause; i++)
                {
                    await Task.Yield();
                }

                int read = count;
                await Task.Yield();
                count = read + 1;
            }

            await Future.All(Future.Start(() => AddAsync(0), Cancellation), Future.Start(() => AddAsync(4), Cancellation));
            Assert.Equal(2, count);
        }

        Virtual.Explore(CountAsync);
        Virtual.Run(CountAtOnceAsync);
        AssertFoundAndReplayed(CountAtOnceAsync);
    }

    [Fact]
    public void Explore_LostUpdateBetweenBlockingWorkers_IsFoundAndReplays()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        static async Task CountAsync()
        {
            int count = 0;
            void Add(int pauses)
            {
                for (int i = 0; i < pauses; i++)
                {
                    Clock.Sleep(1 * s);
                }

                int read = count;
                Clock.Sleep(1 * s);
                count = read + 1;
            }

            await Future.All(Future.Run(() => Add(0), Cancellation), Future.Run(() => Add(1), Cancellation));
            Assert.Equal(2, count);
        }

        Virtual.Run(CountAsync);
        AssertFoundAndReplayed(CountAsync);
    }

    [Fact]
    public void Explore_LambdaOfManyLines_IsCalledProgramInTheMessage()
    {
        ExplorationException exception = Assert.Throws<ExplorationException>(() => Virtual.Explore(async () =>
        {
            await Clock.Delay(1 * s, Cancellation);
            throw new FormatException("bad");
        }));

        Assert.Equal(0, exception.Seed);
        Assert.Contains("FormatException: bad", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Virtual.Run(program, seed: 0)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_NoSeeds_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Virtual.Explore(() => Task.CompletedTask, seeds: 0));
        Assert.Throws<ArgumentNullException>(() => Virtual.Explore(null!));
        Assert.Throws<ArgumentNullException>(() => { Virtual.Run((Func<Task>)null!); });
        Assert.Throws<ArgumentNullException>(() => Virtual.Run((Func<Task<int>>)null!));
    }

    private static void AssertFoundAndReplayed(Func<Task> program)
    {
        ExplorationException found = Assert.Throws<ExplorationException>(() => Virtual.Explore(program));

        Assert.EndsWith($"Virtual.Run(program, seed: {found.Seed})", found.Message, StringComparison.Ordinal);
        Assert.Contains(".cs:line", found.InnerException!.StackTrace, StringComparison.Ordinal);
        for (int i = 0; i < 20; i++)
        {
            Exception replayed = Assert.ThrowsAny<Exception>(() => { Virtual.Run(program, found.Seed); });
            Assert.Equal(found.InnerException.Message, replayed.Message);
        }
    }
}
