using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>What is said of an operation until the hardware has answered: asked from another thread, which both modes allow.</summary>
public sealed class ParameterExplainingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _name = $"motor {Guid.NewGuid():N}";
    private readonly Future _answer = new("answer");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Explain_SetThatMoves_TellsTheTargetAndTheLastValueKnownJustNow()
    {
        await using var stage = new Stage(_name);
        await stage.Position.SetAsync(1.23456 * mm, Cancellation);
        stage.Answer = _answer.AsTask();
        string[] later = [];

        string[] lines = await ExplainedAsync(
            () => stage.Position.SetAsync(5 * mm, Cancellation),
            move =>
            {
                stage.Position.Publish(2 * mm);
                later = Lines(move);
            });

        Assert.Collection(
            lines,
            line => Assert.StartsWith($"set {_name}['position'] (running for ", line, StringComparison.Ordinal),
            line => Assert.Matches($@"^  waits \d+\.\d s for device '{_name}': set position to 5 mm, last known 1\.235 mm$", line));
        Assert.EndsWith("set position to 5 mm, last known 2 mm", later[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_SetAndGetOfWhatIsNotKnown_TellNoLastValue()
    {
        await using var plain = new Plain(_name, async () => await _answer.AsTask());

        string[] set = await ExplainedAsync(() => plain.Value.SetAsync("on", Cancellation));

        Assert.EndsWith($" s for device '{_name}': set value to on", set[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Get_TellsTheLastKnown()
    {
        await using var plain = new Plain(_name, async () => await _answer.AsTask());
        plain.Value.Publish("off");

        string[] get = await ExplainedAsync(() => plain.Value.GetAsync(Cancellation));

        Assert.Equal(2, get.Length);
        Assert.EndsWith($" s for device '{_name}': get value, last known off", get[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ReadBack_TellsIt()
    {
        await using var stage = new Stage(_name);
        stage.ReadAnswer = _answer.AsTask();

        string[] lines = await ExplainedAsync(() => stage.Position.SetAsync(5 * mm, Cancellation));

        Assert.EndsWith($" s for device '{_name}': get position", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Command_TellsIt()
    {
        await using var stage = new Stage(_name) { Answer = _answer.AsTask() };

        string[] lines = await ExplainedAsync(stage.HomeAsync);

        Assert.Equal(2, lines.Length);
        Assert.EndsWith($" s for device '{_name}': home", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_WhatTheDriverWaitsFor_StandsBeneath()
    {
        await using var plain = new Plain(_name, async () => await _answer);

        string[] lines = await ExplainedAsync(() => plain.Value.SetAsync("on", Cancellation), awaited: "'answer'");

        Assert.Collection(
            lines,
            line => Assert.StartsWith($"set {_name}['value'] (running for ", line, StringComparison.Ordinal),
            line => Assert.EndsWith($" s for device '{_name}': set value to on", line, StringComparison.Ordinal),
            line => Assert.Matches(@"^    waits \d+\.\d s for 'answer'$", line),
            line => Assert.StartsWith("      answer (running for ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetAsync_DriverWaitsForWhoAwaitsTheSet_ThrowsDeadlockAtOnce(bool moves)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future? circle = null;
        await using var plain = new Plain(_name, async () =>
        {
            await _answer;
            await circle!;
        });
        Future set = moves ? plain.Position.SetAsync(1 * mm, Cancellation) : plain.Value.SetAsync("on", Cancellation);
        circle = Future.Start(async () => await set, Cancellation, "circle");
        _answer.End();

        await Assert.ThrowsAsync<DeadlockException>(async () => await circle.AsTask().WaitAsync(Limit, Cancellation));
    }

    [Fact]
    public async Task Join_WithATimeLimit_TellsWhatTheDeviceDoes()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.JoinNeverTimesOut);
        await using var stage = new Stage(_name) { Answer = _answer.AsTask() };
        Future set = stage.Position.SetAsync(5 * mm, Cancellation);

        TimeoutException timeout = Assert.Throws<TimeoutException>(() => set.Join(TimeSpan.FromMilliseconds(1)));

        Assert.Contains($"for device '{_name}': set position to 5 mm", timeout.Message, StringComparison.Ordinal);
        _answer.End();
        await set;
    }

    private static string[] Lines(Future future) => future.Explain().ReplaceLineEndings("\n").Split('\n');

    /// <summary>Starts an operation, asks of it on another thread once it waits for the hardware, lets that answer, and gives what was said.</summary>
    private async Task<string[]> ExplainedAsync(Func<Future> start, Action<Future>? meanwhile = null, string awaited = "")
    {
        string[] lines = [];
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            failure = Record.Exception(() =>
            {
                Future? operation = null;
                bool isPending = SpinWait.SpinUntil(
                    () =>
                    {
                        operation = Future.Running.FirstOrDefault(future => future.Name.Contains(_name, StringComparison.Ordinal));
                        string text = operation?.Explain() ?? string.Empty;
                        return text.Contains("device '", StringComparison.Ordinal) && text.Contains(awaited, StringComparison.Ordinal);
                    },
                    Limit);
                Assert.True(isPending, operation?.Explain());
                lines = Lines(operation!);
                meanwhile?.Invoke(operation!);
            });
            _answer.End();
        });
        thread.UnsafeStart();
        await start();
        thread.Join();
        Assert.Null(failure);
        return lines;
    }

    /// <summary>A device whose driver does but one thing.</summary>
    private sealed class Plain : Device
    {
        public Plain(string name, Func<Task> work)
            : base(name)
        {
            Value = AddParameter<string>(
                "value",
                "What it is set to.",
                read: async _ =>
                {
                    await work();
                    return "read";
                },
                write: async (_, _) => await work());
            Position = AddQuantity("position", mm, "Where it stands.", write: async (_, _) => await work(), stopsWhenCancelled: true);
        }

        public Parameter<string> Value { get; }

        public QuantityParameter Position { get; }
    }
}
