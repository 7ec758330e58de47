using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>Flows that acquire, nest, give up and are cancelled at random: nobody meets another, and in the end all gates are free.</summary>
public sealed class ExclusiveStressTests
{
    private const int Devices = 3;
    private const int Flows = 40;
    private const int Rounds = 25;

    private readonly Stage[] _stages = [.. Enumerable.Range(0, Devices).Select(i => new Stage($"stage {i}"))];
    private readonly int[] _inside = new int[2 * Devices];

    private int _collisions;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AcquireAsync_Random_ExcludesAndEndsFree(int seed)
    {
        List<Future> flows = [];
        for (int i = 0; i < Flows; i++)
        {
            var random = new Random((1000 * seed) + i);
            flows.Add(Future.Start(token => WanderAsync(random, token), TestContext.Current.CancellationToken));
        }

        var canceller = new Random(seed);
        for (int i = 0; i < Flows; i += 4)
        {
            await Task.Yield();
            flows[canceller.Next(Flows)].Cancel();
        }

        foreach (Future flow in flows)
        {
            await EndAsync(flow);
        }

        Assert.Equal(0, _collisions);
        Assert.All(_stages.SelectMany(stage => ((IExclusive)stage).Gates), gate => Assert.True(gate.IsFree));
    }

    private async Task WanderAsync(Random random, CancellationToken cancellationToken)
    {
        for (int round = 0; round < Rounds; round++)
        {
            await Task.Yield();
            int[] wanted = [.. Enumerable.Range(0, 2 * Devices).Where(_ => random.Next(3) == 0)];
            if (wanted.Length > 0)
            {
                await HoldAsync(random, wanted, depth: 0, cancellationToken);
            }
            else
            {
                await _stages[random.Next(Devices)].Speed.SetAsync(random.Next(5) * mm / s, cancellationToken);
            }
        }
    }

    private async Task HoldAsync(Random random, int[] wanted, int depth, CancellationToken cancellationToken)
    {
        bool canWait = !Asynchrony.IsDisabled; // Differences.LaterTextThrows
        TimeSpan? timeout = random.Next(3) == 0 && canWait ? TimeSpan.FromMicroseconds(random.Next(200)) : null;
        Lease lease;
        try
        {
            lease = await Exclusive.AcquireAsync([.. wanted.Select(Resource)], timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return;
        }

        using (lease)
        {
            await MeetNobodyAsync(wanted);
            if (depth < 2)
            {
                int[] some = [.. wanted.Where(_ => random.Next(2) == 0).DefaultIfEmpty(wanted[0])];
                int[] others = [wanted[random.Next(wanted.Length)]];
                var first = new Random(random.Next());
                var second = new Random(random.Next());
                Future left = Future.Start(token => HoldAsync(first, some, depth + 1, token), cancellationToken);
                Future right = Future.Start(token => HoldAsync(second, others, depth + 1, token), cancellationToken);
                if (random.Next(4) == 0)
                {
                    right.Cancel();
                }

                await EndAsync(left);
                await EndAsync(right);
            }

            await MeetNobodyAsync(wanted);
        }
    }

    private static async Task EndAsync(Future future)
    {
        try
        {
            await future;
        }
        catch (OperationCanceledException)
        {
            Assert.True(future.IsCancelled);
        }
    }

    private async Task MeetNobodyAsync(int[] wanted)
    {
        foreach (int resource in wanted)
        {
            _collisions += Interlocked.Increment(ref _inside[resource]) == 1 ? 0 : 1;
        }

        await Task.Yield();
        foreach (int resource in wanted)
        {
            Interlocked.Decrement(ref _inside[resource]);
        }
    }

    // Even numbers are a device's position, odd ones its mode.
    private IExclusive Resource(int number) => number % 2 == 0 ? _stages[number / 2].Position : _stages[number / 2].Mode;
}
