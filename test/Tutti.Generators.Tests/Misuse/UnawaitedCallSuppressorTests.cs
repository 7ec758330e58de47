using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

/// <summary>Holds that one mistake is reported once: by the compiler or by an analyzer of ours.</summary>
public sealed class UnawaitedCallSuppressorTests
{
    [Theory]
    [InlineData("f.Join();", "TUTTI002")]
    [InlineData("f.Join(TimeSpan.Zero);", "TUTTI002")]
    [InlineData("n?.Join();", "TUTTI002")]
    [InlineData("Future.Run(() => 1);", "TUTTI001")]
    [InlineData("n?.CancelAsync();", "TUTTI001")]
    [InlineData("f.Then(x => x);", "CS4014")]
    [InlineData("Task.Delay(1);", "CS4014")]
    [InlineData("Action drop = () => Future.Run(() => 1);", "TUTTI001")]
    public async Task Mistake_InAnAsyncMethod_IsReportedOnce(string statement, string id)
    {
        Assert.Equal([id], await RunAsync(statement, TestCompilation.Options));
    }

    [Fact]
    public async Task DroppedFuture_WhenItsRuleIsOff_IsReportedByTheCompiler()
    {
        CSharpCompilationOptions options = TestCompilation.Options.WithSpecificDiagnosticOptions([new("TUTTI001", ReportDiagnostic.Suppress)]);

        Assert.Equal(["CS4014"], await RunAsync("Future.Run(() => 1);", options));
    }

    [Fact]
    public async Task DroppedFuture_WhenWarningsAreErrors_IsReportedOnceToo()
    {
        Assert.Equal(["TUTTI001"], await RunAsync("Future.Run(() => 1);", TestCompilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error)));
    }

    private static async Task<string[]> RunAsync(string statement, CSharpCompilationOptions options)
    {
        CompilationWithAnalyzers compilation = TestCompilation
            .Of($"class Lab {{ static Future<int> f = Future.Run(() => 1); static Future<int>? n = f; static async Task DoAsync() {{ await f; {statement} }} }}")
            .WithOptions(options)
            .WithAnalyzers([new UnawaitedCallSuppressor(), new DroppedFutureAnalyzer(), new BlockingInAsyncAnalyzer()]);
        ImmutableArray<Diagnostic> found = await compilation.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Where(diagnostic => diagnostic is { IsSuppressed: false, Severity: >= DiagnosticSeverity.Warning }).Select(diagnostic => diagnostic.Id)];
    }
}
