using System.Globalization;
using Microsoft.CodeAnalysis;
using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class BlockingInAsyncAnalyzerTests
{
    [Theory]
    [InlineData("f.[|Join|]();", "Join", "await f")]
    [InlineData("f.[|Join|](TimeSpan.Zero);", "Join", "await f")]
    [InlineData("int x = f.[|Result|];", "Result", "await f")]
    [InlineData("int x = f.Join().[|Result|];", "Result", "await f")]
    [InlineData("int? x = n?.[|Result|];", "Result", "await ...")]
    [InlineData("int x = Future.Run(() => 1).[|Result|];", "Result", "await Future.Run(() => 1)")]
    [InlineData("int x = p.[|Value|];", "Value", "await p.GetAsync()")]
    [InlineData("p.[|Value|] = 3;", "Value", "await p.SetAsync(...)")]
    [InlineData("p.[|Value|] += 3;", "Value", "await p.SetAsync(...)")]
    [InlineData("q.[|Value|] = 3 * Tutti.Quantities.Units.mm;", "Value", "await q.SetAsync(...)")]
    [InlineData("using var lease = Tutti.Exclusion.Exclusive.[|Acquire|](p);", "Exclusive.Acquire", "await Exclusive.AcquireAsync(...)")]
    [InlineData("Clock.[|Sleep|](TimeSpan.Zero);", "Clock.Sleep", "await Clock.Delay(...)")]
    [InlineData("f.AsTask().[|Wait|]();", "Wait", "await f")]
    [InlineData("((Future)f).AsTask().[|Wait|](TimeSpan.Zero);", "Wait", "await (Future)f")]
    [InlineData("n?.AsTask().[|Wait|]();", "Wait", "await ...")]
    [InlineData("int x = f.AsTask().[|Result|];", "Result", "await f")]
    [InlineData("int x = f.AsTask().GetAwaiter().[|GetResult|]();", "GetResult", "await f")]
    [InlineData("f.AsTask().ConfigureAwait(false).GetAwaiter().[|GetResult|]();", "GetResult", "await f")]
    [InlineData("Task.[|WaitAll|](f.AsTask(), Task.CompletedTask);", "Task.WaitAll", "await Future.All(...)")]
    [InlineData("Task.[|WaitAll|]([f.AsTask()], TimeSpan.Zero);", "Task.WaitAll", "await Future.All(...)")]
    [InlineData("int i = Task.[|WaitAny|](new[] { f }.Select(g => g.AsTask()).ToArray());", "Task.WaitAny", "await Future.Any(...)")]
    [InlineData("GoAsync().[|Wait|]();", "Wait", "await GoAsync()")]
    [InlineData("((Task)GetAsync()).[|Wait|](TimeSpan.Zero);", "Wait", "await GetAsync()")]
    [InlineData("int x = GetAsync().[|Result|];", "Result", "await GetAsync()")]
    [InlineData("GoAsync().GetAwaiter().[|GetResult|]();", "GetResult", "await GoAsync()")]
    [InlineData("GoAsync().ConfigureAwait(false).GetAwaiter().[|GetResult|]();", "GetResult", "await GoAsync()")]
    [InlineData("int x = ReadAsync().[|Result|];", "Result", "await ReadAsync()")]
    [InlineData("int x = ReadAsync().GetAwaiter().[|GetResult|]();", "GetResult", "await ReadAsync()")]
    [InlineData("ReadAsync().AsTask().[|Wait|]();", "Wait", "await ReadAsync()")]
    [InlineData("Task.Run(() => 1).[|Wait|]();", "Wait", "await Task.Run(() => 1)")]
    [InlineData("Task.WhenAll(GoAsync(), GoAsync()).[|Wait|]();", "Wait", "await Task.WhenAll(GoAsync(), GoAsync())")]
    [InlineData("Task t = f.AsTask(); t.[|Wait|]();", "Wait", "await t")]
    [InlineData("Task<int> t = GetAsync(); await f; int x = t.[|Result|] + t.Result;", "Result", "await t")]
    [InlineData("var t = ReadAsync(); int x = t.GetAwaiter().[|GetResult|]();", "GetResult", "await t")]
    [InlineData("Task.[|WaitAll|](GoAsync(), Task.CompletedTask);", "Task.WaitAll", "await Task.WhenAll(...)")]
    [InlineData("Task[] all = [GoAsync(), GetAsync()]; Task.[|WaitAll|](all);", "Task.WaitAll", "await Task.WhenAll(...)")]
    [InlineData("int i = Task.[|WaitAny|](new[] { GoAsync(), GetAsync() });", "Task.WaitAny", "await Task.WhenAny(...)")]
    public async Task Wait_InAnAsyncMethod_IsReported(string statement, string name, string instead)
    {
        Diagnostic found = Assert.Single(await RunAsync($"async Task DoAsync() {{ await f; {statement} }}"));

        Assert.Equal("TUTTI002", found.Id);
        Assert.Equal(
            $"'{name}' blocks the thread inside an async function, and with it what else runs there: write '{instead}' instead",
            found.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("void Do() { Func<Task> work = async () => { await f; f.[|Join|](); }; }")]
    [InlineData("void Do() { Func<Task> work = async delegate { await f; f.[|Join|](); }; }")]
    [InlineData("void Do() { async Task WorkAsync() { await f; f.[|Join|](); } _ = WorkAsync(); }")]
    [InlineData("async IAsyncEnumerable<int> DoAsync() { await f; yield return f.[|Result|]; }")]
    [InlineData("async Task DoAsync() { await f; if (f.[|Result|] > 1 && f.[|Result|] < p.[|Value|]) { } }")]
    [InlineData("Func<Task> work = async () => Clock.[|Sleep|](TimeSpan.Zero);")]
    public async Task Wait_InAnyAsyncFunction_IsReported(string member) => await RunAsync(member);

    [Theory]
    [InlineData("void Do() { f.Join(); int x = f.Result; p.Value = p.Value + 1; Clock.Sleep(TimeSpan.Zero); }")]
    [InlineData("async Task DoAsync() { await Future.Run(() => f.Join().Result); }")]
    [InlineData("async Task DoAsync() { await f; void Inner() => f.Join(); Inner(); }")]
    [InlineData("async Task DoAsync() { await f; int x = f.ResultNow; bool isThere = f.TryGetResult(out x); }")]
    [InlineData("async Task DoAsync() { await f; string x = nameof(f.Result) + nameof(p.Value); }")]
    [InlineData("async Task DoAsync() { await f; string.Join(',', 1); int x = new Lazy<int>().Value; }")]
    [InlineData("async Task DoAsync() { await f; await p.SetAsync(await p.GetAsync()); await Clock.Delay(TimeSpan.Zero); }")]
    [InlineData("Task Do() { f.Join(); return Task.CompletedTask; }")]
    [InlineData("void Do() { f.AsTask().Wait(); int x = f.AsTask().Result; Task.WaitAll(f.AsTask()); }")]
    [InlineData("async Task DoAsync() { await f.AsTask(); await Task.WhenAll(f.AsTask()); _ = f.AsTask().Status; }")]
    [InlineData("async Task DoAsync() { await f; Task.CompletedTask.Wait(); Task.WaitAll(Task.CompletedTask); int x = Task.FromResult(1).Result; }")]
    [InlineData("void Do() { GoAsync().Wait(); int x = GetAsync().Result + ReadAsync().GetAwaiter().GetResult(); Task.WaitAll(GoAsync()); }")]
    [InlineData("async Task DoAsync() { await f; Action work = () => GoAsync().Wait(); }")]
    [InlineData("async Task DoAsync() { await f; int x = new ValueTask<int>(1).Result + ValueTask.FromResult(1).Result; }")]
    [InlineData("async Task DoAsync() { var t = GetAsync(); await t; int x = t.Result; }")]
    [InlineData("async Task DoAsync() { var t = GetAsync(); var u = GetAsync(); await Task.WhenAll(t, u); int x = t.Result + u.Result; }")]
    [InlineData("async Task DoAsync() { await f; var t = GetAsync(); int x = t.IsCompletedSuccessfully ? t.Result : await t; }")]
    [InlineData("async Task DoAsync() { var t = await Task.WhenAny(GetAsync(), GetAsync()); int x = t.Result + (await Task.WhenAny(GetAsync())).Result; }")]
    [InlineData("async Task DoAsync() { var all = new[] { GetAsync() }; await Task.WhenAll(all); int x = all[0].Result + all.First().Result; }")]
    [InlineData("async Task DoAsync() { var all = new[] { GetAsync() }; await Task.WhenAll(all); foreach (var t in all) { int x = t.Result; } }")]
    [InlineData("async Task DoAsync() { await GetAsync().ContinueWith(async t => { await f; int x = t.Result; }); }")]
    [InlineData("async Task DoAsync(Task<int> done) { await f; int x = done.Result + ended.Result; }")]
    [InlineData("async Task DoAsync() { await f; var s = new TaskCompletionSource<int>(); s.SetResult(1); int x = s.Task.Result; }")]
    [InlineData("async Task DoAsync() { await GoAsync(); string x = nameof(ended.Result); new Lab().Wait(); int y = new Lab().Result; }")]
    public async Task OtherCode_IsNotReported(string member) => await RunAsync(member);

    [Fact]
    public async Task Statements_OfAProgramWithoutAClass_MayBlock()
    {
        const string Program = "Future f = Future.Run(() => 1); await f; f.Join(); await DoAsync(); async Task DoAsync() { await f; f.Join(); }";

        Diagnostic[] found = await Analysis.RunPlainAsync(TestCompilation.OfProgram(Program), new BlockingInAsyncAnalyzer());

        Assert.Equal(Program.LastIndexOf("Join", StringComparison.Ordinal), Assert.Single(found).Location.SourceSpan.Start);
    }

    private static async Task<Diagnostic[]> RunAsync(string member)
    {
        return await Analysis.RunAsync(
            new BlockingInAsyncAnalyzer(),
            $$"""
            partial class Lab
            {
                static Future<int> f = Future.Run(() => 1); Future<int>? n; static Tutti.Devices.Parameter<int> p = null!; static Tutti.Devices.QuantityParameter q = null!;
                static async Task GoAsync() => await f; static async Task<int> GetAsync() => await f; static ValueTask<int> ReadAsync() => new(1);
                static Task<int> ended = Task.FromResult(1); void Wait() { } int Result => 1;
                {{member}}
            }
            """);
    }
}
