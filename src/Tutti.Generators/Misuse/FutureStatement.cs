using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Looks at statements that are a call.</summary>
internal static class FutureStatement
{
    /// <summary>Tells what a statement does with the future that it calls for.</summary>
    public static FutureUse UseIn(IExpressionStatementOperation statement)
    {
        return CallIn(statement) is { } call && call.Type.IsOrDerivesFrom(KnownNames.Future) && !GivesWhatItKnows(call.TargetMethod)
            ? (call.TargetMethod.ContainingType.IsOrDerivesFrom(KnownNames.Future), call.TargetMethod.Name) switch
            {
                (true, "Join") => FutureUse.Joined,
                (true, "Then") => FutureUse.Continued,
                _ => FutureUse.Dropped,
            }
            : FutureUse.Other;
    }

    /// <summary>Tells whether a method returns a value of any type, such as one out of a list: it has not started this one.</summary>
    private static bool GivesWhatItKnows(IMethodSymbol method) =>
        method.OriginalDefinition.ReturnType is ITypeParameterSymbol && method.MethodKind != MethodKind.DelegateInvoke;

    /// <summary>Gives the call that a statement is, also behind <c>?.</c>.</summary>
    public static IInvocationOperation? CallIn(IExpressionStatementOperation statement)
    {
        IOperation operation = statement.Operation;
        while (operation is IConditionalAccessOperation conditional)
        {
            operation = conditional.WhenNotNull;
        }

        return operation as IInvocationOperation;
    }
}
