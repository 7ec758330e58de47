using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Twins;

/// <summary>Holds that an edit makes only that anew which it changes.</summary>
public sealed class IncrementalTests
{
    private const string Lab = "partial class Lab { [Async] int Get(int x) => x; /* inside */ }";
    private const string Other = "partial class Other { [Async] void Do() { } }";

    private readonly Generation _generation = new(Lab, Other, "class Unrelated { }");

    [Fact]
    public void Edit_OfAnUnrelatedFile_RunsNothingAgain()
    {
        Edit("class Unrelated", "class Unrelated { int x; } class Another");

        Assert.All(StepReasons(AsyncMethodGenerator.MethodsStep), AssertKept);
        Assert.All(StepReasons(AsyncMethodGenerator.FilesStep), AssertKept);
        Assert.All(OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Edit_InsideTheMethodAndAroundIt_WritesNothingAgain()
    {
        Edit("=> x; /* inside */", "{ return x + 1; } int field;");

        Assert.All(StepReasons(AsyncMethodGenerator.MethodsStep), AssertKept);
        Assert.All(OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Edit_OfASignature_WritesItsTypeAlone()
    {
        Edit("int Get(int x)", "int Get(double x)");

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], OutputReasons());
        Assert.Contains("GetAsync(double x)", _generation.Files["Lab.Async.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_ThatRemovesTheAttribute_RemovesTheFile()
    {
        Edit("[Async] int Get", "int Get");

        Assert.Equal(["Other.Async.g.cs"], _generation.Files.Keys);
    }

    private static void AssertKept(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"The step was run: {reason}.");

    private void Edit(string before, string after)
    {
        _generation.Edit(compilation =>
        {
            SyntaxTree tree = compilation.SyntaxTrees.First(tree => tree.ToString().Contains(before, StringComparison.Ordinal));
            string text = tree.ToString().Replace(before, after, StringComparison.Ordinal);
            return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
        });
    }

    private IncrementalStepRunReason[] StepReasons(string step) => [.. Reasons(_generation.Result.TrackedSteps[step])];

    private IncrementalStepRunReason[] OutputReasons() => [.. _generation.Result.TrackedOutputSteps.Values.SelectMany(steps => Reasons(steps))];

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);
}
