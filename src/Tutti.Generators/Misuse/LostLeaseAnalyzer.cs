using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports a lease that is acquired and not returned on every path.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LostLeaseAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.LostLease];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationActionIfKnown(KnownNames.Exclusive, Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is "Acquire" or "AcquireAsync" && method.ContainingType.Is(KnownNames.Exclusive) && !LeaseUse.IsKept(call))
        {
            string name = $"Exclusive.{method.Name}";
            string instead = method.Name == "Acquire" ? $"using ({name}(...))" : $"using (await {name}(...))";
            context.ReportDiagnostic(Diagnostic.Create(Rules.LostLease, AsyncFunction.LocationOfName(call.Syntax), name, instead));
        }
    }
}
