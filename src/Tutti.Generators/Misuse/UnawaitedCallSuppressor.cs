using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tutti.Generators.Misuse;

/// <summary>Silences the compiler's CS4014 where a future is joined, or where TUTTI001 says the same more clearly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UnawaitedCallSuppressor : DiagnosticSuppressor
{
    private const string UnawaitedCall = "CS4014";

    private static readonly SuppressionDescriptor Joined = new(
        "TUTTI901", UnawaitedCall, "Join has waited for the future that it returns");

    private static readonly SuppressionDescriptor ReportedBetter = new("TUTTI902", UnawaitedCall, "TUTTI001 says so of futures");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => [Joined, ReportedBetter];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
            {
                continue;
            }

            SyntaxNode root = tree.GetRoot(context.CancellationToken);
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            SuppressionDescriptor? suppression = UseAt(node, context.GetSemanticModel(tree), context.CancellationToken) switch
            {
                FutureUse.Joined => Joined,
                FutureUse.Dropped when IsOn(Rules.DroppedFuture, tree, context) => ReportedBetter,
                _ => null,
            };
            if (suppression is not null)
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    private static FutureUse UseAt(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        IOperation? operation = model.GetOperation(node, cancellationToken);
        while (operation is not (null or IExpressionStatementOperation))
        {
            operation = operation.Parent;
        }

        return operation is IExpressionStatementOperation statement ? FutureStatement.UseIn(statement) : FutureUse.Other;
    }

    private static bool IsOn(DiagnosticDescriptor rule, SyntaxTree tree, SuppressionAnalysisContext context)
    {
        CompilationOptions options = context.Compilation.Options;
        ReportDiagnostic severity = ReportDiagnostic.Default;
        bool isSaid = options.SyntaxTreeOptionsProvider is { } provider
            && (provider.TryGetDiagnosticValue(tree, rule.Id, context.CancellationToken, out severity)
                || provider.TryGetGlobalDiagnosticValue(rule.Id, context.CancellationToken, out severity));
        return isSaid || options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out severity)
            ? severity != ReportDiagnostic.Suppress
            : rule.IsEnabledByDefault;
    }
}
