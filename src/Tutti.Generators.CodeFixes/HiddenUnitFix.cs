using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tutti.Generators.Misuse;

namespace Tutti.Generators.CodeFixes;

/// <summary>Names a unit that something hides by its long name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class HiddenUnitFix : Fix
{
    public HiddenUnitFix()
        : base(Rules.HiddenUnit)
    {
    }

    protected override IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node is IdentifierNameSyntax name && UnitNames.Find(name.Identifier.ValueText) is { } longName)
        {
            ExpressionSyntax unit = SyntaxFactory.ParseExpression("global::Tutti.Quantities." + longName);
            yield return ($"Use {longName}", name, Shortest(unit).WithTriviaFrom(name));
        }
    }
}
