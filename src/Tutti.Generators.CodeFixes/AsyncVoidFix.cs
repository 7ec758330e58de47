using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tutti.Generators.CodeFixes;

/// <summary>Lets an async function return a task; not one whose form others prescribe.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class AsyncVoidFix : Fix
{
    public AsyncVoidFix()
        : base(Rules.AsyncVoid)
    {
    }

    protected override IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        TypeSyntax? type = node switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            LocalFunctionStatementSyntax function => function.ReturnType,
            _ => null,
        };
        if (type is not null && model.GetDeclaredSymbol(node, cancellationToken) is IMethodSymbol symbol && !IsPrescribed(symbol))
        {
            TypeSyntax task = SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task");
            yield return ("Return a Task", type, Shortest(task).WithTriviaFrom(type));
        }
    }

    private static bool IsPrescribed(IMethodSymbol method)
    {
        bool isHandler = method.Parameters.Length == 2 && method.Parameters[0].Type.SpecialType == SpecialType.System_Object
            && method.Parameters[1].Type.Name.EndsWith("EventArgs", StringComparison.Ordinal);
        return isHandler || method.IsOverride || method.IsPartialDefinition || method.PartialDefinitionPart is not null
            || method.ExplicitInterfaceImplementations.Any() || ImplementsInterface(method);
    }

    private static bool ImplementsInterface(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        return type.AllInterfaces
            .SelectMany(parent => parent.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));
    }
}
