using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tutti.Generators.Misuse;

/// <summary>Finds functions: methods, local functions, lambdas.</summary>
internal static class AsyncFunction
{
    /// <summary>Calls for every async method, local function and lambda.</summary>
    /// <param name="context">The context.</param>
    /// <param name="analyze">Gets the function, what to call it, and where to report it.</param>
    public static void Register(AnalysisContext context, Action<IMethodSymbol, string, Location, Action<Diagnostic>> analyze)
    {
        context.RegisterSymbolAction(
            action =>
            {
                var method = (IMethodSymbol)action.Symbol;
                if (method.IsAsync && method.PartialDefinitionPart is null && !IsTopLevel(method))
                {
                    analyze(method, NameOf(method), method.Locations[0], action.ReportDiagnostic);
                }
            },
            SymbolKind.Method);
        context.RegisterOperationAction(
            action =>
            {
                if (action.Operation is ILocalFunctionOperation { Symbol: { IsAsync: true } function })
                {
                    analyze(function, NameOf(function), function.Locations[0], action.ReportDiagnostic);
                }
                else if (action.Operation is IAnonymousFunctionOperation { Symbol: { IsAsync: true } lambda })
                {
                    var syntax = (AnonymousFunctionExpressionSyntax)action.Operation.Syntax;
                    analyze(lambda, NameOf(lambda), syntax.AsyncKeyword.GetLocation(), action.ReportDiagnostic);
                }
            },
            OperationKind.LocalFunction,
            OperationKind.AnonymousFunction);
    }

    /// <summary>Gives the innermost function that an operation is in.</summary>
    public static IMethodSymbol? Around(IOperation operation, ISymbol containingSymbol)
    {
        for (IOperation? each = operation.Parent; each is not null; each = each.Parent)
        {
            switch (each)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation function:
                    return function.Symbol;
                default:
                    break;
            }
        }

        return containingSymbol as IMethodSymbol;
    }

    /// <summary>Says which function it is, as a sentence begins.</summary>
    public static string NameOf(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.AnonymousFunction => "This lambda",
        MethodKind.LocalFunction => $"Local function '{function.Name}'",
        _ => $"Method '{function.Name}'",
    };

    /// <summary>Tells whether a function is made of the statements of a program without a class.</summary>
    public static bool IsTopLevel(IMethodSymbol function) => function.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName;

    /// <summary>Gives the name in an expression that calls or reads something.</summary>
    public static Location LocationOfName(SyntaxNode node)
    {
        return node switch
        {
            InvocationExpressionSyntax invocation => LocationOfName(invocation.Expression),
            MemberAccessExpressionSyntax access => access.Name.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
            _ => node.GetLocation(),
        };
    }
}
