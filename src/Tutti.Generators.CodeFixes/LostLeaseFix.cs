using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tutti.Generators.CodeFixes;

/// <summary>Returns a lease at the end of the block by <c>using</c>, and awaits it where that is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class LostLeaseFix : Fix
{
    private const string Title = "Return it at the end of the block";
    private const string Lease = "global::Tutti.Exclusion.Lease";

    public LostLeaseFix()
        : base(Rules.LostLease)
    {
    }

    protected override IEnumerable<(string Title, SyntaxNode Before, SyntaxNode After)> Offer(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        InvocationExpressionSyntax? call = node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        StatementSyntax? statement = node.FirstAncestorOrSelf<StatementSyntax>();
        if (call is null || statement is not { Parent: BlockSyntax or GlobalStatementSyntax })
        {
            return [];
        }

        StatementSyntax? after = statement switch
        {
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } dropped } =>
                Declared(dropped.Right, call),
            ExpressionStatementSyntax dropped => Declared(dropped.Expression, call),
            LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration => InUsing(declaration, call),
            _ => null,
        };
        return after is null ? [] : [(Title, statement, after.WithTriviaFrom(statement))];
    }

    /// <summary><c>Exclusive.Acquire(d);</c> becomes <c>using Lease lease = Exclusive.Acquire(d);</c>.</summary>
    private static LocalDeclarationStatementSyntax? Declared(ExpressionSyntax value, InvocationExpressionSyntax call)
    {
        return Awaited(value, call) is { } lease ? Using(Lease, FreeName(call), lease) : null;
    }

    /// <summary><c>Lease lease = Exclusive.Acquire(d);</c> becomes <c>using Lease lease = Exclusive.Acquire(d);</c>.</summary>
    private static LocalDeclarationStatementSyntax? InUsing(LocalDeclarationStatementSyntax declaration, InvocationExpressionSyntax call)
    {
        VariableDeclaratorSyntax variable = declaration.Declaration.Variables[0];
        if (variable.Initializer is not { } initializer || Awaited(initializer.Value, call) is not { } lease || IsSetAgain(variable))
        {
            return null;
        }

        bool isAwaitedNow = initializer.Value is not AwaitExpressionSyntax && lease is AwaitExpressionSyntax;
        TypeSyntax type = declaration.Declaration.Type;
        string written = isAwaitedNow && !type.IsVar ? Lease : type.ToString();
        return Using(written, variable.Identifier.ValueText, lease);
    }

    /// <summary>Gives the value with its await; none if it is something else than the lease, or cannot be awaited here.</summary>
    private static ExpressionSyntax? Awaited(ExpressionSyntax value, InvocationExpressionSyntax call)
    {
        ExpressionSyntax task = value is AwaitExpressionSyntax awaited ? awaited.Expression : value;
        bool isLease = task == call
            || (task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access }
                && access.Expression == call);
        if (!isLease)
        {
            return null;
        }

        bool lacksAwait = task == value && NameOf(call) == "AcquireAsync";
        return !lacksAwait ? value : CanAwait(call) ? Await(value, value) : null;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static LocalDeclarationStatementSyntax Using(string type, string name, ExpressionSyntax value)
    {
        string text = $"using {type} {name} = {value.WithoutTrivia().ToFullString()};";
        var declaration = (LocalDeclarationStatementSyntax)SyntaxFactory.ParseStatement(text);
        return declaration.ReplaceNode(declaration.Declaration.Type, Shortest(declaration.Declaration.Type));
    }

    /// <summary>Tells whether the variable gets another value later, which one in a <c>using</c> must not.</summary>
    private static bool IsSetAgain(VariableDeclaratorSyntax variable) => MemberAround(variable).DescendantNodes()
        .OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Identifier.ValueText);

    private static string FreeName(SyntaxNode node)
    {
        var used = new HashSet<string>(MemberAround(node).DescendantTokens().Select(token => token.ValueText), StringComparer.Ordinal);
        string name = "lease";
        for (int i = 2; used.Contains(name); i++)
        {
            name = FormattableString.Invariant($"lease{i}");
        }

        return name;
    }

    private static SyntaxNode MemberAround(SyntaxNode node)
    {
        MemberDeclarationSyntax member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        return member is GlobalStatementSyntax ? member.Parent! : member;
    }
}
