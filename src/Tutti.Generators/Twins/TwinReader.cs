using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Twins;

/// <summary>Reads what there is to know of a method that gets a twin.</summary>
internal static class TwinReader
{
    private const string Token = "cancellationToken";

    private static readonly SymbolDisplayFormat PlainFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat PathFormat = PlainFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>The attributes of a method that its callers or the rules of the compiler look at.</summary>
    private static readonly HashSet<string> MethodAttributes = new(StringComparer.Ordinal)
    {
        "System.ObsoleteAttribute",
        "System.ComponentModel.EditorBrowsableAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    };

    /// <summary>Likewise of a parameter; what an attribute says of the time after the call does not hold for a twin.</summary>
    private static readonly HashSet<string> ParameterAttributes = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.ConstantExpectedAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute",
        "System.Diagnostics.CodeAnalysis.StringSyntaxAttribute",
        "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute",
        "System.Runtime.CompilerServices.CallerFilePathAttribute",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute",
        "System.Runtime.CompilerServices.CallerMemberNameAttribute",
    };

    /// <summary>Reads a method, or gives <see langword="null"/> if it gets no twin; the analyzer says why.</summary>
    public static TwinMethod? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var symbol = (IMethodSymbol)context.TargetSymbol;
        IMethodSymbol method = symbol.PartialDefinitionPart ?? symbol;
        if (TwinRules.Refuse(method, context.SemanticModel.Compilation, cancellationToken) is not null)
        {
            return null;
        }

        INamedTypeSymbol type = method.ContainingType;
        string typeArguments = InAngleBrackets(method.TypeParameters.Select(parameter => CSharpText.OfName(parameter.Name)));
        NullableContext nullable = context.SemanticModel.GetNullableContext(context.TargetNode.SpanStart);
        string[] names = [.. method.Parameters.Select(parameter => parameter.Name)];
        string token = method.Parameters.FirstOrDefault(TwinRules.IsToken)?.Name ?? Unique(Token, names);
        TwinDocumentation documentation = TwinDocumentation.Read(method, token, cancellationToken);
        return new TwinMethod(
            new TwinType(
                type.ContainingNamespace.IsGlobalNamespace ? string.Empty : type.ContainingNamespace.ToDisplayString(PlainFormat),
                new(Declarations(type)),
                type.ToDisplayString(PathFormat).Replace('<', '{').Replace('>', '}')),
            method.Name,
            Modifiers(method),
            new(KeptAttributes(method.GetAttributes(), MethodAttributes)),
            method.ReturnsVoid ? null : ResultType(method),
            InAngleBrackets(method.TypeParameters.Select(TypeParameter)),
            typeArguments,
            new(method.TypeParameters.Select(Constraints).OfType<string>()),
            new(method.Parameters.Select(parameter => Parameter(parameter, method))),
            method.IsStatic ? CSharpText.Of(type) : "this",
            !method.IsStatic && type.TypeKind == TypeKind.Struct ? CSharpText.Of(type) : null,
            $"{type.Name}.{method.Name}",
            (nullable & NullableContext.AnnotationsEnabled) != 0,
            documentation.Twin,
            documentation.TwinWithToken,
            CSharpText.OfName(token));
    }

    /// <summary>Gives a name that none of others is.</summary>
    public static string Unique(string name, IEnumerable<string> others)
    {
        string[] taken = [.. others];
        while (taken.Contains(name, StringComparer.Ordinal))
        {
            name += "_";
        }

        return name;
    }

    private static Stack<string> Declarations(INamedTypeSymbol type)
    {
        Stack<string> declarations = new();
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            string keyword = each switch
            {
                { TypeKind: TypeKind.Interface } => "interface",
                { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
                { TypeKind: TypeKind.Struct } => "struct",
                { IsRecord: true } => "record",
                _ => "class",
            };
            IEnumerable<string> parameters = each.TypeParameters.Select(parameter => parameter.Variance switch
            {
                VarianceKind.In => "in ",
                VarianceKind.Out => "out ",
                _ => string.Empty,
            } + CSharpText.OfName(parameter.Name));
            declarations.Push($"partial {keyword} {CSharpText.OfName(each.Name)}{InAngleBrackets(parameters)}");
        }

        return declarations;
    }

    private static string Modifiers(IMethodSymbol method)
    {
        string accessibility = SyntaxFacts.GetText(method.DeclaredAccessibility);
        return method.IsStatic ? $"{accessibility} static " : $"{accessibility} ";
    }

    private static string ResultType(IMethodSymbol method)
    {
        bool isMaybeNull = method.GetReturnTypeAttributes()
            .Any(attribute => attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis.MaybeNullAttribute"));
        string type = CSharpText.Of(method.ReturnType);
        bool canSayNull = method.ReturnType is { IsValueType: false, NullableAnnotation: NullableAnnotation.NotAnnotated };
        return isMaybeNull && canSayNull ? type + "?" : type;
    }

    private static string TypeParameter(ITypeParameterSymbol parameter) =>
        OnOneLine(parameter.GetAttributes()) + CSharpText.OfName(parameter.Name);

    private static string? Constraints(ITypeParameterSymbol parameter)
    {
        List<string> constraints = [];
        string? kind = parameter switch
        {
            { HasUnmanagedTypeConstraint: true } => "unmanaged",
            { HasValueTypeConstraint: true } => "struct",
            { HasNotNullConstraint: true } => "notnull",
            { HasReferenceTypeConstraint: true, ReferenceTypeConstraintNullableAnnotation: NullableAnnotation.Annotated } => "class?",
            { HasReferenceTypeConstraint: true } => "class",
            _ => null,
        };
        if (kind is not null)
        {
            constraints.Add(kind);
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(CSharpText.Of));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return constraints.Count == 0 ? null : $"where {CSharpText.OfName(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    private static TwinParameter Parameter(IParameterSymbol parameter, IMethodSymbol method)
    {
        string modifiers = parameter switch
        {
            { IsParams: true } => "params ",
            { RefKind: RefKind.In } => "in ",
            { RefKind: RefKind.RefReadOnlyParameter } => "ref readonly ",
            _ => string.Empty,
        };
        return new TwinParameter(
            OnOneLine(parameter.GetAttributes()),
            method.IsExtensionMethod && parameter.Ordinal == 0 ? "this " + modifiers : modifiers,
            CSharpText.Of(parameter.Type),
            CSharpText.OfName(parameter.Name),
            parameter.HasExplicitDefaultValue ? CSharpText.OfConstant(parameter.ExplicitDefaultValue, parameter.Type) : null,
            TwinRules.IsToken(parameter),
            parameter.RefKind != RefKind.None);
    }

    private static string OnOneLine(IEnumerable<AttributeData> attributes) =>
        string.Concat(KeptAttributes(attributes, ParameterAttributes).Select(attribute => $"[{attribute}] "));

    private static IEnumerable<string> KeptAttributes(IEnumerable<AttributeData> attributes, HashSet<string> kept)
    {
        return attributes
            .Where(attribute => attribute.AttributeClass is { } type && kept.Contains(type.ToDisplayString()))
            .Select(CSharpText.Of);
    }

    private static string InAngleBrackets(IEnumerable<string> names)
    {
        string list = string.Join(", ", names);
        return list.Length == 0 ? string.Empty : $"<{list}>";
    }
}
