using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Tutti.Generators.Tests.Harness;

/// <summary>Runs an analyzer over a source in which <c>[|...|]</c> marks each place where it has to report.</summary>
internal static class Analysis
{
    /// <summary>Runs an analyzer and compares where it reports with the marks.</summary>
    /// <returns>What it reported, in the order of the text.</returns>
    public static async Task<Diagnostic[]> RunAsync(DiagnosticAnalyzer analyzer, string markedSource)
    {
        (string source, TextSpan[] marks) = Unmark(markedSource);
        Diagnostic[] found = await RunPlainAsync(TestCompilation.Of(source), analyzer);

        Assert.Equal(Describe(source, marks), Describe(source, found.Select(diagnostic => diagnostic.Location.SourceSpan)));
        return found;
    }

    /// <summary>Runs an analyzer, compares where it reports with the marks, and what it says with a message.</summary>
    public static async Task RunAsync(DiagnosticAnalyzer analyzer, string markedSource, string id, string message)
    {
        Diagnostic found = Assert.Single(await RunAsync(analyzer, markedSource));

        Assert.Equal(id, found.Id);
        Assert.Equal(message, found.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>Runs analyzers over what is compiled, with what the generator adds.</summary>
    public static async Task<Diagnostic[]> RunPlainAsync(CSharpCompilation compilation, params DiagnosticAnalyzer[] analyzers)
    {
        ImmutableArray<Diagnostic> found = await new Generation(compilation).Output
            .WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return [.. found.Where(diagnostic => !diagnostic.IsSuppressed).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Takes the marks out of a source.</summary>
    public static (string Source, TextSpan[] Marks) Unmark(string markedSource)
    {
        var source = new StringBuilder();
        var starts = new Stack<int>();
        List<TextSpan> marks = [];
        for (int i = 0; i < markedSource.Length; i++)
        {
            switch (markedSource.AsSpan(i))
            {
                case ['[', '|', ..]:
                    starts.Push(source.Length);
                    i++;
                    break;
                case ['|', ']', ..]:
                    marks.Add(TextSpan.FromBounds(starts.Pop(), source.Length));
                    i++;
                    break;
                default:
                    source.Append(markedSource[i]);
                    break;
            }
        }

        return (source.ToString(), [.. marks.OrderBy(mark => mark.Start)]);
    }

    private static IEnumerable<string> Describe(string source, IEnumerable<TextSpan> spans) =>
        spans.Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.Start}: {source[span.Start..span.End]}"));
}
