using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Twins;

/// <summary>Decides which method gets a twin; the generator and the analyzer ask here alike.</summary>
internal static class TwinRules
{
    private static readonly string[] AsynchronousTypes =
    [
        KnownNames.Future,
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.ValueTask`1",
        "System.Collections.Generic.IAsyncEnumerable`1",
        "System.Collections.Generic.IAsyncEnumerator`1",
    ];

    public static string NameOfTwin(IMethodSymbol method) => method.Name + "Async";

    public static bool IsToken(IParameterSymbol parameter) => parameter.Type.Is("System.Threading.CancellationToken");

    /// <summary>Says why a method gets no twin, or <see langword="null"/> if it gets one.</summary>
    public static TwinRefusal? Refuse(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        return RefusePlace(method, cancellationToken)
            ?? RefuseAsynchronous(method)
            ?? RefuseKind(method, cancellationToken)
            ?? RefuseParameters(method)
            ?? RefuseResult(method)
            ?? RefuseName(method, compilation);
    }

    /// <summary>Refuses what is no method of a type that can be extended.</summary>
    public static TwinRefusal Unsupported(string what, string why, Location? location) =>
        new(Rules.UnsupportedAsync, location, [what, why]);

    private static TwinRefusal? RefusePlace(IMethodSymbol method, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
            {
                return Unsupported(method, "a member of an extension block has no partial type; declare it as a static method with 'this'");
            }

            if (type.IsFileLocal)
            {
                return Unsupported(method, $"the type '{type.Name}' is local to its file, and the twin is in another; make it internal");
            }

            if (!type.DeclaringSyntaxReferences.All(part => IsPartial(part.GetSyntax(cancellationToken))))
            {
                return new TwinRefusal(Rules.NotPartial, LocationOf(method), [type.Name, NameOfTwin(method)]);
            }
        }

        return null;
    }

    private static bool IsPartial(SyntaxNode declaration) =>
        declaration is not TypeDeclarationSyntax type || type.Modifiers.Any(modifier => modifier.ValueText == "partial");

    private static TwinRefusal? RefuseAsynchronous(IMethodSymbol method)
    {
        return method.IsAsync || AsynchronousTypes.Any(name => method.ReturnType.IsOrDerivesFrom(name))
            ? new TwinRefusal(Rules.AlreadyAsynchronous, LocationOf(method), [NameOfTwin(method), method.Name])
            : null;
    }

    private static TwinRefusal? RefuseKind(IMethodSymbol method, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = method.ContainingType;
        return method switch
        {
            { MethodKind: MethodKind.ExplicitInterfaceImplementation } =>
                Unsupported(method, "an explicit implementation cannot be called by its name; put [Async] on the method of the interface"),
            { MethodKind: not MethodKind.Ordinary } => Unsupported(method, "only methods can have one; move the work into a method"),
            { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } when method.IsAbstract || method.IsVirtual =>
                Unsupported(method, "a static method that others implement cannot be called here; put [Async] on the implementations"),
            { IsStatic: false } when type.IsRefLikeType =>
                Unsupported(method, $"'{type.Name}' is a ref struct, and the call returns before the work ends; make it a struct or a class"),
            { IsStatic: false, IsReadOnly: false, ContainingType: { TypeKind: TypeKind.Struct, IsReadOnly: false } } =>
                Unsupported(
                    method, "it would run on a copy of the struct, whose changes are lost; declare the method readonly, or the type a class"),
            { IsVararg: true } => Unsupported(method, "__arglist cannot be passed on; take an array"),
            _ when IsIterator(method, cancellationToken) =>
                Unsupported(method, "it yields, so that its work is done where its result is enumerated; return a list"),
            _ => null,
        };
    }

    private static bool IsIterator(IMethodSymbol method, CancellationToken cancellationToken)
    {
        return new[] { method, method.PartialImplementationPart }
            .OfType<IMethodSymbol>()
            .SelectMany(part => part.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellationToken))
            .SelectMany(node => node.DescendantNodes(
                inner => inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)))
            .Any(node => node is YieldStatementSyntax);
    }

    private static TwinRefusal? RefuseParameters(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            string? problem = parameter switch
            {
                { RefKind: RefKind.Ref } => "is passed by ref",
                { RefKind: RefKind.Out } => "is an out parameter",
                _ when DescribeBound(parameter.Type) is { } bound => $"is {bound}",
                _ => null,
            };
            if (problem is not null)
            {
                string remedy = parameter.RefKind switch
                {
                    RefKind.Ref => "take it by value, and return what changes",
                    RefKind.Out => "return it, in a tuple if there is more",
                    _ => "take an array, a Memory or a value",
                };
                return new TwinRefusal(
                    Rules.BoundParameter, LocationOf(parameter), [NameOfTwin(method), $"parameter '{parameter.Name}' {problem}", remedy]);
            }
        }

        return null;
    }

    private static TwinRefusal? RefuseResult(IMethodSymbol method)
    {
        if (method.RefKind != RefKind.None || DescribeBound(method.ReturnType) is not null)
        {
            string what = method.RefKind != RefKind.None ? "a reference" : DescribeBound(method.ReturnType)!;
            return new TwinRefusal(
                Rules.BoundParameter,
                LocationOf(method),
                [NameOfTwin(method), $"the result is {what}", "return an array, a Memory or a value"]);
        }

        return method.ContainingType.TypeKind == TypeKind.Interface && method.ReturnType.Contains(IsCovariant)
            ? Unsupported(method, "a future of an 'out' type parameter is not covariant; remove 'out', or put [Async] on the implementations")
            : null;
    }

    private static bool IsCovariant(ITypeSymbol type) => type is ITypeParameterSymbol { Variance: VarianceKind.Out };

    /// <summary>Describes a type whose values cannot outlive a call, or gives <see langword="null"/> if they can.</summary>
    private static string? DescribeBound(ITypeSymbol type)
    {
        return type switch
        {
            _ when type.Contains(part => part is IPointerTypeSymbol or IFunctionPointerTypeSymbol) => "a pointer",
            { IsRefLikeType: true } => $"a ref struct ({type.Name})",
            ITypeParameterSymbol { AllowsRefLikeType: true } => $"of a type that may be a ref struct ({type.Name})",
            { SpecialType: SpecialType.System_TypedReference or SpecialType.System_ArgIterator or SpecialType.System_RuntimeArgumentHandle } =>
                $"a {type.Name}",
            _ => null,
        };
    }

    private static TwinRefusal? RefuseName(IMethodSymbol method, Compilation compilation)
    {
        string twin = NameOfTwin(method);
        string[] keys = SignatureKey.OfTwins(method);
        foreach (INamedTypeSymbol type in WithBases(method.ContainingType))
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(type, method.ContainingType);
            ISymbol? taken = type.GetMembers(twin)
                .Where(member => !IsGenerated(member))
                .Where(member => isOwn || compilation.IsSymbolAccessibleWithin(member, method.ContainingType))
                .FirstOrDefault(member => member is not IMethodSymbol other || keys.Contains(SignatureKey.Of(other)));
            ISymbol? sibling = type.GetMembers(method.Name)
                .TakeWhile(member => !SymbolEqualityComparer.Default.Equals(member, method))
                .OfType<IMethodSymbol>()
                .Where(other => isOwn || compilation.IsSymbolAccessibleWithin(other, method.ContainingType))
                .FirstOrDefault(other => HasAttribute(other) && SignatureKey.OfTwins(other).Intersect(keys).Any());
            if (taken is not null)
            {
                return new TwinRefusal(Rules.TwinExists, LocationOf(method), [twin, $"'{type.Name}' has a member of that name already"]);
            }

            if (sibling is not null)
            {
                string other = sibling.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
                return new TwinRefusal(Rules.TwinExists, LocationOf(method), [twin, $"the [Async] of '{other}' makes the same already"]);
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            yield return each;
        }

        foreach (INamedTypeSymbol parent in type.TypeKind == TypeKind.Interface ? type.AllInterfaces : [])
        {
            yield return parent;
        }
    }

    /// <summary>Tells whether a member is itself a twin: the analyzer sees those, the generator does not.</summary>
    private static bool IsGenerated(ISymbol member)
    {
        return member.GetAttributes().Any(attribute =>
            attribute.AttributeClass.Is("System.CodeDom.Compiler.GeneratedCodeAttribute")
            && Equals(attribute.ConstructorArguments.FirstOrDefault().Value, TwinWriter.Tool));
    }

    private static bool HasAttribute(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass.Is(KnownNames.Async));

    private static TwinRefusal Unsupported(IMethodSymbol method, string why) =>
        Unsupported($"'{NameOfTwin(method)}'", why, LocationOf(method));

    private static Location? LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault();
}
