using Microsoft.CodeAnalysis;

namespace Tutti.Generators.Internal;

/// <summary>Looks into types.</summary>
internal static class TypeSearch
{
    /// <summary>Tells whether a type, or one that it is made of, is of a kind.</summary>
    public static bool Contains(this ITypeSymbol type, Func<ITypeSymbol, bool> isWanted)
    {
        return isWanted(type) || type switch
        {
            IArrayTypeSymbol array => array.ElementType.Contains(isWanted),
            IPointerTypeSymbol pointer => pointer.PointedAtType.Contains(isWanted),
            INamedTypeSymbol named => named.TypeArguments.Any(argument => argument.Contains(isWanted))
                || named.ContainingType?.Contains(isWanted) == true,
            _ => false,
        };
    }

    /// <summary>Tells whether a type is one of a given name, such as <c>Tutti.Execution.Future`1</c>.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol { ContainingType: null } named)
        {
            return false;
        }

        int dot = metadataName.LastIndexOf('.');
        return named.MetadataName == metadataName.Substring(dot + 1)
            && named.ContainingNamespace.ToDisplayString() == metadataName.Substring(0, dot);
    }

    /// <summary>Tells whether a type is one of a given name, or derives from it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string metadataName)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Is(metadataName))
            {
                return true;
            }
        }

        return false;
    }
}
