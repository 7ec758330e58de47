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
                {{member}}
            }
            """);
    }
}
