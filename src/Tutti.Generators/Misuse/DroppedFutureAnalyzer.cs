using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports a started future that nobody keeps, awaits, joins or continues.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DroppedFutureAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.DroppedFuture];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationActionIfKnown(KnownNames.Future, Analyze, OperationKind.ExpressionStatement);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var statement = (IExpressionStatementOperation)context.Operation;
        if (FutureStatement.UseIn(statement) == FutureUse.Dropped)
        {
            IMethodSymbol method = FutureStatement.CallIn(statement)!.TargetMethod;
            string name = method.IsStatic && !method.IsExtensionMethod && method.MethodKind == MethodKind.Ordinary
                ? $"{method.ContainingType.Name}.{method.Name}"
                : method.Name;
            context.ReportDiagnostic(Diagnostic.Create(Rules.DroppedFuture, statement.Operation.Syntax.GetLocation(), name));
        }
    }
}
