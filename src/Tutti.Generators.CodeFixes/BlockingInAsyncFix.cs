using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tutti.Generators.Internal;

namespace Tutti.Generators.CodeFixes;

/// <summary>Awaits instead of blocking.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class BlockingInAsyncFix : Fix
{
    private const string Title = "Await instead";

    public BlockingInAsyncFix()
        : base(Rules.BlockingInAsync)
    {
    }

    protected override IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node is not SimpleNameSyntax name || !CanAwait(node) || IsBehindCondition(name))
        {
            return [];
        }

        (ExpressionSyntax Before, ExpressionSyntax After)? change = name.Identifier.ValueText switch
        {
            "Acquire" => Renamed(name, "AcquireAsync"),
            "Sleep" => Renamed(name, "Delay"),
            "Join" or "Wait" => Joined(name, model),
            "GetResult" => Gotten(name, model),
            "Result" => Read(name, model),
            "Value" => GottenOrSet(name),
            _ => null,
        };
        return change is var (before, after) ? [(Title, before, after)] : [];
    }

    /// <summary><c>Clock.Sleep(t)</c> becomes <c>await Clock.Delay(t)</c>.</summary>
    private static (ExpressionSyntax Before, ExpressionSyntax After)? Renamed(SimpleNameSyntax name, string newName)
    {
        SyntaxNode called = name.Parent is MemberAccessExpressionSyntax access ? access : name;
        return called.Parent is InvocationExpressionSyntax call
            ? (call, Await(call.ReplaceNode(name, SyntaxFactory.IdentifierName(newName)), call))
            : null;
    }

    /// <summary>
    /// <c>future.Join();</c>, <c>future.AsTask().Wait();</c> and <c>task.Wait();</c> become awaits; one with a time limit has no twin.
    /// </summary>
    private static (ExpressionSyntax Before, ExpressionSyntax After)? Joined(SimpleNameSyntax name, SemanticModel model)
    {
        return name.Parent is MemberAccessExpressionSyntax
        {
            Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Parent: ExpressionStatementSyntax } call,
        } access
            ? (call, Await(Waitable(access.Expression, model), call))
            : null;
    }

    /// <summary><c>future.Result</c>, <c>future.Join().Result</c> and <c>future.AsTask().Result</c> become <c>await future</c>.</summary>
    private static (ExpressionSyntax Before, ExpressionSyntax After)? Read(SimpleNameSyntax name, SemanticModel model) =>
        name.Parent is MemberAccessExpressionSyntax access ? (access, Await(Waitable(access.Expression, model), access)) : null;

    /// <summary><c>future.AsTask().GetAwaiter().GetResult()</c> becomes <c>await future</c>.</summary>
    private static (ExpressionSyntax Before, ExpressionSyntax After)? Gotten(SimpleNameSyntax name, SemanticModel model) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access
            ? (call, Await(Waitable(access.Expression, model), call))
            : null;

    /// <summary>Takes off an expression what joins its future, or makes a task or an awaiter of it.</summary>
    private static ExpressionSyntax Waitable(ExpressionSyntax expression, SemanticModel model)
    {
        while (expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax access } call
            && (access.Name.Identifier.ValueText == "GetAwaiter"
                || (access.Name.Identifier.ValueText is "Join" or "AsTask" && IsOfAwaitable(model.GetSymbolInfo(call).Symbol))))
        {
            expression = access.Expression;
        }

        return expression;
    }

    private static bool IsOfAwaitable(ISymbol? method) => method?.ContainingType is { } type
        && (type.IsOrDerivesFrom(KnownNames.Future) || type.Is(KnownNames.ValueTask) || type.Is(KnownNames.ValueTaskOfResult));

    /// <summary><c>p.Value</c> becomes <c>await p.GetAsync()</c>, and <c>p.Value = x</c> becomes <c>await p.SetAsync(x)</c>.</summary>
    private static (ExpressionSyntax Before, ExpressionSyntax After)? GottenOrSet(SimpleNameSyntax name)
    {
        if (name.Parent is not MemberAccessExpressionSyntax access)
        {
            return null;
        }

        string parameter = access.Expression.WithoutTrivia().ToString();
        switch (access.Parent)
        {
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment when assignment.Left == access:
                string value = assignment.Right.WithoutTrivia().ToString();
                if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
                {
                    if (access.Expression.DescendantNodesAndSelf().Any(IsEvaluated))
                    {
                        return null; // It would be evaluated twice.
                    }

                    bool isSimple = assignment.Right is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax;
                    string operation = assignment.OperatorToken.ValueText.TrimEnd('=');
                    value = $"await {parameter}.GetAsync() {operation} {(isSimple ? value : $"({value})")}";
                }

                return (assignment, Await(SyntaxFactory.ParseExpression($"{parameter}.SetAsync({value})"), assignment));
            case AssignmentExpressionSyntax other when other.Left == access:
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
            case PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }:
                return null;
            default:
                return (access, Await(SyntaxFactory.ParseExpression($"{parameter}.GetAsync()"), access));
        }
    }

    /// <summary>Tells whether a name stands behind <c>?.</c>, where no await can.</summary>
    private static bool IsBehindCondition(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.DescendantNodes().Any(node => node is MemberBindingExpressionSyntax);

    private static bool IsEvaluated(SyntaxNode node) => node is InvocationExpressionSyntax or ElementAccessExpressionSyntax;
}
