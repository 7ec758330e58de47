using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tutti.Generators.CodeFixes;

/// <summary>Declares a type, and all types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class NotPartialFix : Fix
{
    public NotPartialFix()
        : base(Rules.NotPartial)
    {
    }

    protected override IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax[] types = [.. node.Ancestors().OfType<TypeDeclarationSyntax>()];
        if (types.Length > 0)
        {
            TypeDeclarationSyntax outermost = types[types.Length - 1];
            yield return ("Declare it partial", outermost, outermost.ReplaceNodes(types, (_, type) => MakePartial(type)));
        }
    }

    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return type;
        }

        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Any()
            ? type.WithModifiers(type.Modifiers.Add(partial))
            : type.WithKeyword(type.Keyword.WithLeadingTrivia())
                .WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)));
    }
}
