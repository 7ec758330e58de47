using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports async functions that return a lease, which their caller then does not hold.</summary>
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
                if (function.ReturnType is INamedTypeSymbol { Arity: 1 } task && task.TypeArguments[0].Is(KnownNames.Lease))
                {
                    report(Diagnostic.Create(Rules.LeaseFromAsync, location, name));
                }
            });
    }
}
