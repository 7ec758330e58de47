using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports async functions that return a lease, or keep one in their object, which their caller then does not hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LeaseFromAsyncAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.LeaseFromAsync];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        AsyncFunction.Register(
            context,
            static (function, name, location, report) =>
            {
                if (function.ReturnType is INamedTypeSymbol { Arity: 1 } task && Holds(task.TypeArguments[0]))
                {
                    report(Diagnostic.Create(Rules.LeaseFromAsync, location, name, "returns"));
                }
            });
        context.RegisterOperationActionIfKnown(
            KnownNames.Lease, AnalyzeAssignment, OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is IMemberReferenceOperation
            && IsAcquired(assignment.Value)
            && !Disposal.IsDisposedNearby(assignment.Target)
            && AsyncFunction.Around(assignment, context.ContainingSymbol) is { IsAsync: true } function
            && !AsyncFunction.IsTopLevel(function))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.LeaseFromAsync, assignment.Target.Syntax.GetLocation(), AsyncFunction.NameOf(function), "keeps"));
        }
    }

    private static bool IsAcquired(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Acquire" } && value.Type.Is(KnownNames.Lease);
    }

    /// <summary>Tells whether a value of a type is a lease or has some, such as a tuple or a list; a function that gives one has none yet.</summary>
    private static bool Holds(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Holds(array.ElementType),
        INamedTypeSymbol { TypeKind: not TypeKind.Delegate } named => named.Is(KnownNames.Lease) || named.TypeArguments.Any(Holds),
        _ => false,
    };
}
