using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports waits inside async functions that block instead of awaiting.</summary>
/// <remarks>
/// Of the waits for tasks, those for tasks that were just started. The statements of a program without a class may block: nothing else runs on
/// their thread.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BlockingInAsyncAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.BlockingInAsync];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationActionIfKnown(KnownNames.Future, Analyze, OperationKind.Invocation, OperationKind.PropertyReference);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (BlockingCall.Of(context.Operation) is { } call
            && context.Operation.Parent is not INameOfOperation
            && AsyncFunction.Around(context.Operation, context.ContainingSymbol) is { IsAsync: true } function
            && !AsyncFunction.IsTopLevel(function))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.BlockingInAsync, AsyncFunction.LocationOfName(context.Operation.Syntax), call.Name, call.Instead));
        }
    }
}
