using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Tutti.Generators.Twins;

/// <summary>Writes the types of parameters so that two signatures which may not stand beside each other read the same.</summary>
internal static class SignatureKey
{
    private const string Token = "System.Threading.CancellationToken";

    /// <summary>Gives the key of a method as it is.</summary>
    public static string Of(IMethodSymbol method) => Of(method, method.Parameters);

    /// <summary>Gives the keys of the twins of a method: without a token, and with one at the end.</summary>
    public static string[] OfTwins(IMethodSymbol method)
    {
        string twin = Of(method, method.Parameters.Where(parameter => !TwinRules.IsToken(parameter)));
        return [twin, twin + ";" + Token];
    }

    private static string Of(IMethodSymbol method, IEnumerable<IParameterSymbol> parameters)
    {
        IEnumerable<string> types =
            parameters.Select(parameter => (parameter.RefKind == RefKind.None ? string.Empty : "&") + Of(parameter.Type));
        return string.Join(";", types.Prepend(Text(method.Arity)));
    }

    private static string Of(ITypeSymbol type)
    {
        return type switch
        {
            ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter => "!!" + Text(parameter.Ordinal),
            ITypeParameterSymbol parameter => $"!{parameter.Name}",
            IArrayTypeSymbol array => $"{Of(array.ElementType)}[{Text(array.Rank)}]",
            IDynamicTypeSymbol => "System.Object",
            INamedTypeSymbol named => NameOf(named) + string.Concat(named.TypeArguments.Select(argument => $"<{Of(argument)}>")),
            _ => type.ToDisplayString(),
        };
    }

    private static string NameOf(INamedTypeSymbol type)
    {
        string container = type.ContainingType is { } outer ? Of(outer) : type.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return $"{container}.{type.MetadataName}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
