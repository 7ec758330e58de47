using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Tutti.Generators.CodeFixes;

/// <summary>Repairs what one rule reports, by replacing one node by another.</summary>
internal abstract class Fix : CodeFixProvider
{
    private readonly string _id;

    protected Fix(DiagnosticDescriptor rule)
    {
        _id = rule.Id;
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_id];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        SyntaxNode node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        foreach ((string title, SyntaxNode before, SyntaxNode after) in Offer(node, model, context.CancellationToken))
        {
            Document changed = context.Document.WithSyntaxRoot(root.ReplaceNode(before, after));
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), $"{_id}: {title}"), context.Diagnostics);
        }
    }

    /// <summary>Says what can be done about a node: what to call it, and which node to replace by which.</summary>
    protected abstract IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken);

    /// <summary>Tells whether a node is in a function, or among statements without a class, where it can be awaited.</summary>
    protected static bool CanAwait(SyntaxNode node)
    {
        foreach (SyntaxNode each in node.Ancestors())
        {
            switch (each)
            {
                case LockStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword != default;
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>Writes an await in place of an expression, in parentheses where they are needed.</summary>
    protected static ExpressionSyntax Await(ExpressionSyntax awaited, ExpressionSyntax replaced)
    {
        ExpressionSyntax expression = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), awaited.WithoutTrivia());
        bool isInside = replaced.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax
            or PostfixUnaryExpressionSyntax;
        return (isInside ? SyntaxFactory.ParenthesizedExpression(expression) : expression).WithTriviaFrom(replaced);
    }

    /// <summary>Lets a name that is written in full be shortened as far as the place allows.</summary>
    protected static T Shortest<T>(T name)
        where T : SyntaxNode => name.WithAdditionalAnnotations(Simplifier.Annotation);
}
