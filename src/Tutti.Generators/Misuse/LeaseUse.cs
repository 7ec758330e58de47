using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Looks what becomes of a lease, or of a task of one.</summary>
internal static class LeaseUse
{
    /// <summary>Tells whether something sees to it that a lease is returned; also where that cannot be known.</summary>
    /// <param name="lease">What gives the lease, or a task of it.</param>
    public static bool IsKept(IOperation lease) => IsKept(lease, []);

    private static bool IsKept(IOperation lease, List<ILocalSymbol> seen)
    {
        IOperation value = Carried(lease);
        return value.Parent switch
        {
            IExpressionStatementOperation => false,
            IAssignmentOperation assignment => assignment.Target switch
            {
                IDiscardOperation => false,
                ILocalReferenceOperation local when assignment.Parent is IExpressionStatementOperation => IsKept(local.Local, value, seen),
                _ => true,
            },
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation variable } =>
                Disposal.IsInUsing(variable) || IsKept(variable.Symbol, value, seen),
            IPropertyReferenceOperation or IInvocationOperation or IConditionalAccessOperation => Disposal.IsDisposed(value),
            _ => true,
        };
    }

    /// <summary>Tells whether the variable that it is in is disposed of in a finally, or given away.</summary>
    private static bool IsKept(ILocalSymbol local, IOperation value, List<ILocalSymbol> seen)
    {
        if (seen.Contains(local, SymbolEqualityComparer.Default))
        {
            return false;
        }

        seen.Add(local);
        IMethodSymbol? function = AsyncFunction.Around(value, local.ContainingSymbol);
        return Disposal.RootOf(value).Descendants()
            .OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsTarget(reference))
            .Any(reference => IsReturnedBy(reference, function, seen));
    }

    private static bool IsReturnedBy(ILocalReferenceOperation reference, IMethodSymbol? function, List<ILocalSymbol> seen)
    {
        if (!SymbolEqualityComparer.Default.Equals(AsyncFunction.Around(reference, reference.Local.ContainingSymbol), function))
        {
            return true; // Another function has it.
        }

        IOperation value = Carried(reference);
        return IsAdopted(reference)
            || value.Parent switch
            {
                IBinaryOperation or IIsTypeOperation => false,
                IIsPatternOperation test => VariableOf(test.Pattern) is { } variable && IsKept(variable, value, seen),
                IPropertyReferenceOperation or IInvocationOperation or IConditionalAccessOperation =>
                    Disposal.IsDisposed(value) && IsInFinally(value),
                _ => IsKept(value, seen),
            };
    }

    /// <summary>Follows a lease through what only hands it on: an await, a conversion, a choice, a member that gives it again.</summary>
    private static IOperation Carried(IOperation lease)
    {
        while (lease.Parent is { } parent && Carries(parent, lease))
        {
            lease = parent;
        }

        return lease;
    }

    private static bool Carries(IOperation parent, IOperation lease)
    {
        return parent switch
        {
            IAwaitOperation or IConversionOperation or ICoalesceOperation => true,
            IConditionalOperation choice => choice.Condition != lease && choice.Type is not null,
            IInvocationOperation call => call.Instance == lease && IsOfLease(call.Type),
            IPropertyReferenceOperation property => property.Instance == lease && IsOfLease(property.Type),
            _ => false,
        };
    }

    private static bool IsOfLease(ITypeSymbol? type) => type?.Contains(part => part.Is(KnownNames.Lease)) == true;

    private static bool IsAdopted(IOperation lease) => lease.Parent is IInvocationOperation { TargetMethod.Name: "Adopt" } call && call.Instance == lease;

    private static ILocalSymbol? VariableOf(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol as ILocalSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol as ILocalSymbol,
        _ => null,
    };

    private static bool IsTarget(IOperation reference) => reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;

    private static bool IsInFinally(IOperation operation)
    {
        for (; operation.Parent is { } parent; operation = parent)
        {
            if (parent is ITryOperation attempt && attempt.Finally == operation)
            {
                return true;
            }
        }

        return false;
    }
}
