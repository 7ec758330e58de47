using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Tutti.Generators.Internal;
using Tutti.Generators.Twins;

namespace Tutti.Generators.Misuse;

/// <summary>Says why a method with <c>[Async]</c> gets no twin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class AsyncAttributeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
        [Rules.NotPartial, Rules.BoundParameter, Rules.AlreadyAsynchronous, Rules.TwinExists, Rules.UnsupportedAsync];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.Attribute);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        SyntaxNode? owner = context.Node.Parent?.Parent;
        ISymbol? constructor = context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (constructor?.ContainingType.Is(KnownNames.Async) != true)
        {
            return;
        }

        TwinRefusal? refusal = owner is MethodDeclarationSyntax declaration
            ? Refuse(context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken)!, context)
            : TwinRules.Unsupported(
                "an asynchronous twin of this",
                "only methods of types can have one; move the work into a method",
                context.Node.GetLocation());
        if (refusal is not null)
        {
            context.ReportDiagnostic(refusal.ToDiagnostic());
        }
    }

    private static TwinRefusal? Refuse(IMethodSymbol method, SyntaxNodeAnalysisContext context) =>
        TwinRules.Refuse(method.PartialDefinitionPart ?? method, context.Compilation, context.CancellationToken);
}
