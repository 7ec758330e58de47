using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tutti.Generators.Tests.Harness;

/// <summary>Applies what a fix offers, as an editor would.</summary>
internal static class Repair
{
    /// <summary>Applies the first offer for the first thing that an analyzer reports, and compares the text.</summary>
    public static async Task RunAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string title, string before, string after, bool isProgram = false)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(workspace, before, isProgram);
        CodeAction action = Assert.Single(await OffersAsync(analyzer, fix, document), offer => offer.Title == title);

        var operation = (ApplyChangesOperation)Assert.Single(await action.GetOperationsAsync(TestContext.Current.CancellationToken));
        Document repaired = operation.ChangedSolution.GetDocument(document.Id)!;

        Assert.Equal(after.ReplaceLineEndings("\n"), (await repaired.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        var compilation = (CSharpCompilation)(await repaired.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.DoesNotContain(
            new Generation(compilation).Output.GetDiagnostics(TestContext.Current.CancellationToken), found => found.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await Analysis.RunPlainAsync(compilation, analyzer));
    }

    /// <summary>Gives the titles of what a fix offers.</summary>
    public static async Task<string[]> OfferAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string source)
    {
        using var workspace = new AdhocWorkspace();
        return [.. (await OffersAsync(analyzer, fix, AddDocument(workspace, source, isProgram: false))).Select(offer => offer.Title)];
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source, bool isProgram)
    {
        CSharpCompilationOptions options =
            TestCompilation.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        Project project = workspace.AddProject("Sample", LanguageNames.CSharp)
            .WithCompilationOptions(options)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(TestCompilation.References);
        return project.AddDocument("Usings.cs", TestCompilation.Usings).Project.AddDocument("Source.cs", source.ReplaceLineEndings("\n"));
    }

    private static async Task<List<CodeAction>> OffersAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, Document document)
    {
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Diagnostic[] found = await Analysis.RunPlainAsync(compilation, analyzer);
        Assert.Contains(found[0].Id, fix.FixableDiagnosticIds);
        List<CodeAction> offers = [];
        await fix.RegisterCodeFixesAsync(
            new CodeFixContext(document, found[0], (offer, _) => offers.Add(offer), TestContext.Current.CancellationToken));
        return offers;
    }
}
