using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Finds tasks that were just started, so that nobody can know that they have ended.</summary>
/// <remarks>
/// That is what a method returns that declares a task as its result, be it kept in a variable that nothing looks at until then. Of all others,
/// such as parameters, fields and what a list gives, it may be known that they have ended.
/// </remarks>
internal static class StartedTask
{
    /// <summary>Gives what to await in place of a task that was just started: the call, the variable, or the future that it was made of.</summary>
    public static IOperation? In(IOperation? task)
    {
        while (task is IConversionOperation conversion)
        {
            task = conversion.Operand;
        }

        return task switch
        {
            IInvocationOperation call when IsOfFuture(call) => call.Instance,
            IInvocationOperation { TargetMethod.Name: "AsTask" } call when IsTask(call.TargetMethod.ContainingType) => In(call.Instance),
            IInvocationOperation call when Starts(call.TargetMethod.OriginalDefinition) => call,
            ILocalReferenceOperation variable when IsFirstUse(variable) => variable,
            _ => null,
        };
    }

    /// <summary>Tells whether an operation makes a task of a future by <c>AsTask()</c>.</summary>
    public static bool IsOfFuture(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "AsTask" } call && call.TargetMethod.ContainingType.IsOrDerivesFrom(KnownNames.Future);

    /// <summary>Tells whether a method declares that it returns a task, but for those that make one that has ended.</summary>
    private static bool Starts(IMethodSymbol method) =>
        IsTask(method.ReturnType) && !(IsTask(method.ContainingType) && method.Name.StartsWith("From", StringComparison.Ordinal));

    private static bool IsTask(ITypeSymbol? type) =>
        type.Is(KnownNames.Task) || type.Is(KnownNames.TaskOfResult) || type.Is(KnownNames.ValueTask) || type.Is(KnownNames.ValueTaskOfResult);

    /// <summary>Tells whether a variable got a task that was just started, and nothing has looked at it since.</summary>
    private static bool IsFirstUse(ILocalReferenceOperation variable)
    {
        IOperation root = variable;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        IOperation? initial = null;
        foreach (IOperation each in root.Descendants())
        {
            switch (each)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable.Local):
                    initial = declarator.GetVariableInitializer()?.Value;
                    break;
                case ILocalReferenceOperation other when SymbolEqualityComparer.Default.Equals(other.Local, variable.Local)
                    && other.Syntax.SpanStart < variable.Syntax.SpanStart:
                    return false;
                default:
                    break;
            }
        }

        return initial is not null && (In(initial) is not null || (IsList(initial) && initial.Descendants().Any(part => In(part) is not null)));
    }

    private static bool IsList(IOperation value) => value.Syntax is CollectionExpressionSyntax or InitializerExpressionSyntax
        or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax;
}
