using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports shields that an async function makes and does not end, which protect nothing once it has returned.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LostShieldAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.LostShield];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationActionIfKnown(KnownNames.Future, Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "Shield" && call.TargetMethod.ContainingType.Is(KnownNames.Future)
            && IsLeftOpen(call)
            && AsyncFunction.Around(call, context.ContainingSymbol) is { IsAsync: true } function
            && !AsyncFunction.IsTopLevel(function))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.LostShield, AsyncFunction.LocationOfName(call.Syntax), AsyncFunction.NameOf(function)));
        }
    }

    private static bool IsLeftOpen(IOperation shield)
    {
        while (shield.Parent is IConversionOperation or IConditionalOperation or ICoalesceOperation)
        {
            shield = shield.Parent;
        }

        return shield.Parent switch
        {
            IExpressionStatementOperation or IReturnOperation => true,
            IAssignmentOperation { Target: IDiscardOperation } => true,
            IAssignmentOperation assignment => !Disposal.IsDisposedNearby(assignment.Target),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation variable } =>
                !Disposal.IsInUsing(variable) && !Disposal.IsDisposedNearby(variable),
            _ => false,
        };
    }
}
