using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

/// <summary>Which functions the compiler takes for <c>Future.Run</c> and <c>Future.Start</c>, and how it refuses the others.</summary>
public sealed class RunAndStartTests
{
    private const string UseRun = "is obsolete: 'This function returns neither a task nor a future: if it blocks, use Future.Run.";
    private const string UseStart = "is obsolete: 'This function is asynchronous: use Future.Start.";

    [Theory]
    [InlineData("Future f = Future.Start(Measure);")]
    [InlineData("Future<int> f = Future.Start(Measure);")]
    [InlineData("Future<int> f = Future.Start(MeasureWith);")]
    [InlineData("Future<int> f = Future.Start(Measure, token);")]
    [InlineData("Future<int> f = Future.Start(Measure, name: \"measure\");")]
    [InlineData("Future f = Future.Start(Wait);")]
    [InlineData("Future f = Future.Start(WaitWith, token);")]
    [InlineData("Future f = Future.Start(() => Wait());")]
    [InlineData("Future f = Future.Start(() => { Wait(); });")]
    [InlineData("Future f = Future.Start(cancel => WaitWith(cancel));")]
    [InlineData("Future<int> f = Future.Start(() => 1);")]
    [InlineData("var f = Future.Start(() => { Wait(); return 1; });")]
    [InlineData("var f = Future.Start(MeasureValueAsync);")]
    public void Start_BlockingFunction_IsRefusedByNamingRun(string statement) => IsRefused(UseRun, statement);

    [Theory]
    [InlineData("Future f = Future.Run(WaitAsync);")]
    [InlineData("Future f = Future.Run(MeasureAsync);")]
    [InlineData("Future f = Future.Run(async () => await WaitAsync());")]
    [InlineData("Future f = Future.Run(() => Other());")]
    public void Run_AsyncFunction_IsRefusedByNamingStart(string statement) => IsRefused(UseStart, statement);

    [Theory]
    [InlineData("Future<int> f = Future.Start(MeasureAsync);")]
    [InlineData("Future<int> f = Future.Start(MeasureAsync, token);")]
    [InlineData("Future<int> f = Future.Start(MeasureWithAsync, token, \"measure\");")]
    [InlineData("Future<int> f = Future.Start(() => MeasureAsync());")]
    [InlineData("Future<int> f = Future.Start(async () => { await WaitAsync(); return 1; });")]
    [InlineData("Future<int> f = Future.Start(async cancel => { await WaitAsync(); return await MeasureWithAsync(cancel); });")]
    [InlineData("Future<int> f = Future.Start(async () => await MeasureValueAsync());")]
    [InlineData("Future<int> f = Future.Start(() => Other());")]
    [InlineData("Future<int> f = Future.Start(Other);")]
    [InlineData("Future<int> f = Future.Start(_ => Other(), token);")]
    [InlineData("Future f = Future.Start(WaitAsync);")]
    [InlineData("Future f = Future.Start(() => WaitAsync());")]
    [InlineData("Future f = Future.Start(async () => await WaitAsync());")]
    [InlineData("Future f = Future.Start(async () => { while (true) { await WaitAsync(); } });")]
    [InlineData("Future f = Future.Start(async () => { await WaitAsync(); throw new TimeoutException(); });")]
    [InlineData("Future f = Future.Start(() => Task.CompletedTask, name: \"nothing\");")]
    [InlineData("Future f = Future.Start(() => throw new TimeoutException());")]
    [InlineData("Func<Task> work = WaitAsync; Future f = Future.Start(work);")]
    [InlineData("Func<CancellationToken, Task<int>> work = MeasureWithAsync; Future<int> f = Future.Start(work, token);")]
    [InlineData("Future<int> f = Future.Run(Measure); Future g = Future.Run(Wait); Future h = Future.Run(void () => throw new TimeoutException());")]
    public void FunctionOfTheRightKind_IsTaken(string statement) => Assert.Empty(TestCompilation.Complaints(Compile(statement)));

    private static void IsRefused(string message, string statement)
    {
        Diagnostic error = Assert.Single(
            Compile(statement).GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.Equal("CS0619", error.Id);
        Assert.Contains(message, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static CSharpCompilation Compile(string statement) => TestCompilation.Of(
        $$"""
        static class Lab
        {
            static void Wait() { }
            static void WaitWith(CancellationToken token) { }
            static int Measure() => 1;
            static int MeasureWith(CancellationToken token) => 1;
            static async Task WaitAsync() => await Task.Yield();
            static async Task<int> MeasureAsync() { await Task.Yield(); return 1; }
            static async Task<int> MeasureWithAsync(CancellationToken token) { await Task.Delay(1, token); return 1; }
            static ValueTask<int> MeasureValueAsync() => new(1);
            static Future<int> Other() => Future.FromResult(1);
            static void Do(CancellationToken token) { {{statement}} }
        }
        """);
}
