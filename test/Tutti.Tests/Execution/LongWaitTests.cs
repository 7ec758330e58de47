using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Tests.Devices;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

/// <summary>Holds that with asynchrony off a wait that lasts says once what it waits for.</summary>
[Collection(typeof(Alone))]
public sealed class LongWaitTests : ILogger, IDisposable
{
    private readonly ILogger _logger = Diagnostics.Logger;
    private readonly TimeSpan _patience = LongWait.Patience;
    private readonly ConcurrentQueue<string> _warnings = [];
    private readonly string _name = $"scan {Guid.NewGuid():N}";

    public LongWaitTests()
    {
        Diagnostics.Logger = this;
        LongWait.Patience = TimeSpan.FromMilliseconds(20);
    }

    // what other tests wait for at the same time is not asked here
    private string[] Warnings => [.. _warnings.Where(text => text.Contains(_name, StringComparison.Ordinal))];

    public void Dispose()
    {
        LongWait.Patience = _patience;
        Diagnostics.Logger = _logger;
    }

    [Fact]
    public void Patience_ByDefault_IsFiveSeconds() => Assert.Equal(TimeSpan.FromSeconds(5), _patience);

    [Fact]
    public void Start_AwaitsAForeignTask_NamesTheFutureWhoseWorkWaits()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future<int> outer = Future.Start(
            async () =>
            {
                await Task.Yield();
                return await Future.Start(UntilItIsLoggedAsync, name: "read the sensor");
            },
            name: _name);

        Assert.Equal(1, outer.ResultNow);
        string warning = Assert.Single(Warnings);
        Assert.Matches(
            $"^Warning 11: With asynchrony off nothing else goes on, and this has waited 0.[0-9] s for a task that is none of Tutti's, in the work of 'read the sensor':\n{_name} \\(running for 0.[0-9] s\\)\n",
            warning);
        Assert.Contains("    read the sensor (running for 0.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_HardwareDoesNotAnswer_TellsOfTheDevice()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        await using var motor = new Stage("motor");
        await motor.Position.SetAsync(1 * mm);
        motor.Answer = UntilItIsLoggedAsync();

        await Future.Start(async () => await motor.Position.SetAsync(2 * mm), name: _name);

        string warning = Assert.Single(Warnings);
        Assert.Contains(" for a task that is none of Tutti's, in the work of 'set motor['position']':", warning, StringComparison.Ordinal);
        Assert.Matches(@"
 +waits \d\.\d s for device 'motor': set position to 2 mm, last known 1 mm$", warning);
    }

    [Fact]
    public async Task Set_HeldOnAnotherThread_TellsTheTreeOfWaits()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NothingIsPending);
        await using var motor = new Stage("motor");
        using var isHeld = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            using (Exclusive.Acquire(motor))
            {
                isHeld.Set();
                WaitUntilLogged();
            }
        });
        thread.Start();
        isHeld.Wait(TestContext.Current.CancellationToken);

        await Future.Start(async () => await motor.Position.SetAsync(1 * mm), name: _name);

        string warning = Assert.Single(Warnings);
        Assert.Contains("'set motor['position']':", warning, StringComparison.Ordinal);
        Assert.Contains($"{_name} (running for 0.", warning, StringComparison.Ordinal);
        thread.Join();
    }

    [Fact]
    public async Task Delay_Long_IsNoRiddle()
    {
        Future waiting = Future.Start(
            async () =>
            {
                await Task.Yield();
                await Clock.Delay(100 * ms);
#pragma warning disable TUTTI002 // A sleep is tested as well.
                Clock.Sleep(50 * ms);
#pragma warning restore TUTTI002
            },
            name: _name);
        await waiting;

        Assert.Empty(Warnings);
    }

    /// <inheritdoc/>
    IDisposable? ILogger.BeginScope<TState>(TState state) => NullLogger.Instance.BeginScope(state);

    /// <inheritdoc/>
    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _warnings.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)}".ReplaceLineEndings("\n"));

    private async Task<int> UntilItIsLoggedAsync()
    {
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            WaitUntilLogged();
            source.SetResult(1);
        });
        thread.Start();
        return await source.Task;
    }

    private void WaitUntilLogged()
    {
        long start = PreciseClock.Instance.GetTimestamp();
        while (Warnings.Length == 0 && PreciseClock.Instance.GetElapsedTime(start) < TimeSpan.FromSeconds(30))
        {
            Thread.Yield();
        }
    }
}
