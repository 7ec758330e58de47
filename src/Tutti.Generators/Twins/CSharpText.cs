using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tutti.Generators.Twins;

/// <summary>Writes types, names and constants as C#.</summary>
internal static class CSharpText
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(TypeFormat);

    public static string OfName(string name)
    {
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }

    public static string OfText(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Writes a constant of a type, such as a default value.</summary>
    public static string OfConstant(object? value, ITypeSymbol type)
    {
        ITypeSymbol plain = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        return value switch
        {
            null => type.IsReferenceType ? "null" : "default",
            _ when plain.TypeKind == TypeKind.Enum => $"({Of(plain)})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
            string text => OfText(text),
            char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
            bool isTrue => isTrue ? "true" : "false",
            double number => OfDouble(number),
            float number => OfFloat(number),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
            ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
            long number => number.ToString(CultureInfo.InvariantCulture) + "L",
            uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <summary>Writes an attribute.</summary>
    public static string Of(AttributeData attribute)
    {
        IEnumerable<string> arguments =
        [
            .. attribute.ConstructorArguments.Select(Of),
            .. attribute.NamedArguments.Select(argument => $"{argument.Key} = {Of(argument.Value)}"),
        ];
        string list = string.Join(", ", arguments);
        return list.Length == 0 ? Of(attribute.AttributeClass!) : $"{Of(attribute.AttributeClass!)}({list})";
    }

    private static string Of(TypedConstant constant)
    {
        return constant switch
        {
            { IsNull: true } => "null",
            { Kind: TypedConstantKind.Type } => $"typeof({Of((ITypeSymbol)constant.Value!)})",
            { Kind: TypedConstantKind.Array } => $"new {Of(constant.Type!)} {{ {string.Join(", ", constant.Values.Select(Of))} }}",
            _ => OfConstant(constant.Value, constant.Type!),
        };
    }

    private static string OfDouble(double number)
    {
        return number switch
        {
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            _ when double.IsNaN(number) => "double.NaN",
            _ => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        };
    }

    private static string OfFloat(float number)
    {
        return number switch
        {
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            _ when float.IsNaN(number) => "float.NaN",
            _ => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        };
    }
}
