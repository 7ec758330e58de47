using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

/// <summary>What is logged because nobody else may hear of it.</summary>
[Collection(typeof(Alone))]
public sealed class DiagnosticsTests : IDisposable
{
    private readonly ILogger _before = Diagnostics.Logger;
    private readonly RecordingLogger _logger = new();

    public DiagnosticsTests()
    {
        Diagnostics.Logger = _logger;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Diagnostics.Logger = _before;

    [Fact]
    public void UnobservedFailure_CollectedFuture_IsLoggedOnceWithItsName()
    {
        string name = Guid.NewGuid().ToString();
        var failure = new FormatException();

        Drop(name, failure, static _ => { });
        Garbage.CollectUntil(() => _logger.CountOf(name) > 0);

        Assert.Equal($"The future '{name}' failed and nobody looked at it.", Assert.Single(_logger.Entries, entry => entry.Exception == failure).Text);
    }

    [Fact]
    public void UnobservedFailure_SomebodyLooked_IsNotLogged()
    {
        string name = Guid.NewGuid().ToString();
        Action<Future>[] looks =
        [
            future => _ = future.Exception,
            future => Assert.Throws<FormatException>(() => future.Join()),
            future => Assert.Throws<FormatException>(() => future.Join(TimeSpan.FromDays(1))),
            future => Assert.Throws<FormatException>(() => future.GetAwaiter().GetResult()),
            future => _ = future.AsTask().Exception,
            future => Assert.Throws<FormatException>(() => future.Then(() => { }).Join()),
            future => Assert.Throws<FormatException>(() => Future.All(future).Join()),
        ];
        foreach (Action<Future> look in looks)
        {
            Drop(name, new FormatException(), look);
        }

        string marker = Guid.NewGuid().ToString();
        Drop(marker, new FormatException(), static _ => { });
        Garbage.CollectUntil(() => _logger.CountOf(marker) > 0);

        Assert.Equal((1, 0), (_logger.CountOf(marker), _logger.CountOf(name)));
    }

    [Fact]
    public async Task Cancel_StopFails_IsLoggedWithTheDevice()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var failure = new InvalidOperationException("the brake is broken");
        await using var stage = new Stage("a stage with a broken brake")
        {
            Answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task,
            Stopping = _ => throw failure,
        };
        Future set = stage.Position.SetAsync(1 * mm, Cancellation);

        set.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await set);

        Assert.Contains("a stage with a broken brake", Assert.Single(_logger.Entries, entry => entry.Exception == failure).Text, StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(string name, Exception failure, Action<Future> look) =>
        look(Future.Start(Task () => throw failure, CancellationToken.None, name));

    private sealed class RecordingLogger : ILogger
    {
        private readonly ConcurrentQueue<(string Text, Exception? Exception)> _entries = [];

        public IReadOnlyCollection<(string Text, Exception? Exception)> Entries => _entries;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _entries.Enqueue((formatter(state, exception), exception));

        public int CountOf(string part) => _entries.Count(entry => entry.Text.Contains(part, StringComparison.Ordinal));
    }
}
