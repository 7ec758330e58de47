using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tutti.Generators.CodeFixes;

/// <summary>Awaits or joins a future that is dropped, or drops it on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class DroppedFutureFix : Fix
{
    public DroppedFutureFix()
        : base(Rules.DroppedFuture)
    {
    }

    protected override IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node is not ExpressionSyntax dropped)
        {
            yield break;
        }

        string text = dropped.WithoutTrivia().ToString();
        bool canAwait = CanAwait(dropped);
        if (canAwait && dropped is not ConditionalAccessExpressionSyntax)
        {
            yield return ("Await it", dropped, Await(dropped, dropped));
        }
        else if (!canAwait)
        {
            yield return ("Join it", dropped, SyntaxFactory.ParseExpression(text + ".Join()").WithTriviaFrom(dropped));
        }

        yield return ("Drop it on purpose", dropped, SyntaxFactory.ParseExpression("_ = " + text).WithTriviaFrom(dropped));
    }
}
