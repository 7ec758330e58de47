using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class DroppedFutureAnalyzerTests
{
    [Fact]
    public async Task Statement_ThatDropsAFuture_IsReported()
    {
        await Analysis.RunAsync(
            new DroppedFutureAnalyzer(),
            "class Lab { void Do() { [|Future.Run(() => 1)|]; } }",
            "TUTTI001",
            "Nobody keeps the future of 'Future.Run', so that nobody waits for its end or sees its failure: await it, join it, keep it, "
                + "or write '_ =' to drop it on purpose");
    }

    [Theory]
    [InlineData("void Do(Tutti.Devices.Parameter<int> p) { [|p.SetAsync(3)|]; }")]
    [InlineData("void Do(Lab? lab) { [|lab?.Get()|]; }")]
    [InlineData("void Do(Lab lab) => [|lab.Get()|];")]
    [InlineData("void Do() { Action action = () => [|Get()|]; action(); }")]
    [InlineData("async Task DoAsync() { [|Get()|]; await Get(); }")]
    [InlineData("void Do() { Future future = Get(); [|future.CancelAsync()|]; }")]
    [InlineData("void Do() { for ([|Get()|]; true; [|Get()|]) { } }")]
    [InlineData("void Do() { [|Get().Join().Then(() => 1).CancelAsync()|]; }")]
    [InlineData("void Do(Func<Future> start) { [|start()|]; [|start.Invoke()|]; }")]
    [InlineData("[Async] private void Measure() { } public void Do() { [|MeasureAsync()|]; }")]
    public async Task Statement_InAnyPlace_IsReported(string member) => await RunAsync(member);

    [Theory]
    [InlineData("async Task DoAsync() { await Get(); await Get().ConfigureAwait(true); }")]
    [InlineData("void Do() { Future future; future = Get(); Kept ??= Get(); _ = Get(); }")]
    [InlineData("void Do() { Get().Join(); Get().Join(TimeSpan.Zero); Kept?.Join(); }")]
    [InlineData("void Do() { Get().Then(() => { }); Get().Then(x => x + 1); }")]
    [InlineData("void Do() { int result = Get().Result; bool isDone = Get().IsDone; Get().Cancel(); Get().AsTask(); }")]
    [InlineData("Future Do() => Get(); Func<Future> Make() => () => Get();")]
    [InlineData("void Do() { Future.All(Get(), Get()).Join(); }")]
    [InlineData("async Task DoAsync() { await Future.Any(Get()); }")]
    [InlineData("void Do() { Task.Run(() => 1); }")]
    [InlineData("void Do(Stack<Future> all) { all.Pop(); all.First(); Interlocked.Exchange(ref Kept, null); }")]
    public async Task Statement_ThatDoesSomethingWithIt_IsNotReported(string member) => await RunAsync(member);

    private static async Task RunAsync(string member)
    {
        await Analysis.RunAsync(
            new DroppedFutureAnalyzer(),
            $$"""partial class Lab { Future<int> Get() => Future.Run(() => 1); Future? Kept; {{member}} }""");
    }
}
