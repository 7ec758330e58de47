using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tutti.Generators.Internal;

/// <summary>Looks at code only where it can use a type of Tutti's.</summary>
internal static class AnalysisOfUsers
{
    /// <summary>Looks at operations in compilations that know a type.</summary>
    /// <param name="context">The context of the analyzer.</param>
    /// <param name="metadataName">The name of the type.</param>
    /// <param name="analyze">What looks at an operation.</param>
    /// <param name="kinds">The kinds of operations.</param>
    public static void RegisterOperationActionIfKnown(
        this AnalysisContext context, string metadataName, Action<OperationAnalysisContext> analyze, params OperationKind[] kinds) =>
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(metadataName) is not null)
            {
                start.RegisterOperationAction(analyze, kinds);
            }
        });
}
