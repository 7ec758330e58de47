using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tutti.Generators.Misuse;

/// <summary>Reports functions that are <c>async void</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class AsyncVoidAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.AsyncVoid];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        AsyncFunction.Register(
            context,
            static (function, name, location, report) =>
            {
                if (function.ReturnsVoid)
                {
                    report(Diagnostic.Create(Rules.AsyncVoid, location, name));
                }
            });
    }
}
