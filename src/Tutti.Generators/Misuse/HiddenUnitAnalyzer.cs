using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Reports variables and type parameters that hide a unit and stand as a factor beside units.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HiddenUnitAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.HiddenUnit];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Units) is { } units)
            {
                ImmutableHashSet<string> names = units.GetMembers().OfType<IPropertySymbol>()
                    .Select(unit => unit.Name)
                    .ToImmutableHashSet(StringComparer.Ordinal);
                var isImportedEverywhere = new Lazy<bool>(
                    () => start.Compilation.SyntaxTrees.Any(tree => IsImported(tree.GetRoot(start.CancellationToken), isGlobal: true)));
                start.RegisterSyntaxNodeAction(
                    node => Analyze(node, names, isImportedEverywhere), SyntaxKind.MultiplyExpression, SyntaxKind.DivideExpression);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, ImmutableHashSet<string> names, Lazy<bool> isImportedEverywhere)
    {
        if (IsFactorOf(context.Node.Parent))
        {
            return; // The whole product is looked at.
        }

        ExpressionSyntax[] factors = [.. FactorsOf((ExpressionSyntax)context.Node)];
        IdentifierNameSyntax[] hiding =
        [
            .. factors.OfType<IdentifierNameSyntax>()
                .Where(factor => names.Contains(factor.Identifier.ValueText) && Describe(SymbolOf(factor, context)) is not null),
        ];
        SyntaxNode root = context.Node.SyntaxTree.GetRoot(context.CancellationToken);
        if (hiding.Length == 0 || !(IsImported(root, isGlobal: false) || isImportedEverywhere.Value))
        {
            return;
        }

        bool hasUnits = factors.Except(hiding)
                .Any(factor => IsQuantity(context.SemanticModel.GetTypeInfo(factor, context.CancellationToken).Type))
            || IsWantedAsQuantity((ExpressionSyntax)context.Node, context);
        foreach (IdentifierNameSyntax factor in hiding)
        {
            ISymbol symbol = SymbolOf(factor, context)!;
            if (hasUnits || symbol is ITypeParameterSymbol)
            {
                string name = factor.Identifier.ValueText;
                string longName = UnitNames.Find(name) ?? "the long name in Unit";
                context.ReportDiagnostic(Diagnostic.Create(Rules.HiddenUnit, factor.GetLocation(), name, Describe(symbol), longName));
            }
        }
    }

    private static bool IsFactorOf(SyntaxNode? node)
    {
        while (node is ParenthesizedExpressionSyntax)
        {
            node = node.Parent;
        }

        return IsProduct(node);
    }

    private static bool IsProduct(SyntaxNode? node) =>
        node.IsKind(SyntaxKind.MultiplyExpression) || node.IsKind(SyntaxKind.DivideExpression);

    private static IEnumerable<ExpressionSyntax> FactorsOf(ExpressionSyntax expression)
    {
        return expression switch
        {
            ParenthesizedExpressionSyntax inner => FactorsOf(inner.Expression),
            BinaryExpressionSyntax product when IsProduct(product) => FactorsOf(product.Left).Concat(FactorsOf(product.Right)),
            _ => [expression],
        };
    }

    private static ISymbol? SymbolOf(IdentifierNameSyntax factor, SyntaxNodeAnalysisContext context)
    {
        SymbolInfo info = context.SemanticModel.GetSymbolInfo(factor, context.CancellationToken);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    /// <summary>Describes what hides a unit; a variable that holds a unit is meant as one.</summary>
    private static string? Describe(ISymbol? symbol)
    {
        return symbol switch
        {
            ILocalSymbol local when !local.Type.Is(KnownNames.Unit) => "a local variable",
            IParameterSymbol parameter when !parameter.Type.Is(KnownNames.Unit) => "a parameter",
            IRangeVariableSymbol => "a range variable",
            ITypeParameterSymbol => "a type parameter",
            _ => null,
        };
    }

    /// <summary>Tells whether a product is no quantity where one is wanted; the compiler complains of its type, not of the reason.</summary>
    private static bool IsWantedAsQuantity(ExpressionSyntax product, SyntaxNodeAnalysisContext context)
    {
        TypeInfo type = context.SemanticModel.GetTypeInfo(product, context.CancellationToken);
        if (IsQuantity(type.Type))
        {
            return false;
        }

        if (product.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument)
        {
            SymbolInfo called = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
            int index = list.Arguments.IndexOf(argument);
            return called.Symbol is null && called.CandidateSymbols.OfType<IMethodSymbol>().Any(method => TakesQuantity(method, index));
        }

        return type.ConvertedType.Is(KnownNames.Quantity);
    }

    private static bool TakesQuantity(IMethodSymbol method, int index) =>
        index < method.Parameters.Length && method.Parameters[index].Type.Is(KnownNames.Quantity);

    private static bool IsQuantity(ITypeSymbol? type) => type.Is(KnownNames.Unit) || type.Is(KnownNames.Quantity);

    private static bool IsImported(SyntaxNode root, bool isGlobal)
    {
        return root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Any(directive => directive.StaticKeyword != default
                && (!isGlobal || directive.GlobalKeyword != default)
                && directive.Name?.GetLastToken().ValueText == "Units");
    }
}
