using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tutti.Generators.Misuse;

/// <summary>Looks where something is disposed of.</summary>
internal static class Disposal
{
    /// <summary>Tells whether a value is what <c>Dispose()</c> is called of, also behind <c>?.</c>.</summary>
    public static bool IsDisposed(IOperation value)
    {
        IOperation? used = value.Parent is IConditionalAccessOperation conditional ? conditional.WhenNotNull : value.Parent;
        return used is IInvocationOperation { TargetMethod.Name: "Dispose" };
    }

    /// <summary>Tells whether a variable is declared in a <c>using</c>.</summary>
    public static bool IsInUsing(IVariableDeclaratorOperation variable) =>
        variable.Parent?.Parent?.Parent is IUsingOperation or IUsingDeclarationOperation;

    /// <summary>Tells whether what is put somewhere is disposed of in the member of the code that puts it there.</summary>
    /// <param name="target">The variable, field or property.</param>
    public static bool IsDisposedNearby(IOperation target)
    {
        ISymbol? place = PlaceOf(target);
        return RootOf(target).Descendants().Any(reference =>
            SymbolEqualityComparer.Default.Equals(PlaceOf(reference), place) && (IsDisposed(reference) || reference.Parent is IUsingOperation));
    }

    /// <summary>Gives the body of the member that an operation is in.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private static ISymbol? PlaceOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IVariableDeclaratorOperation variable => variable.Symbol,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };
}
