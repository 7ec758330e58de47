using Microsoft.CodeAnalysis;

namespace Tutti.Generators;

/// <summary>Holds every rule that is reported. An id is never used again for something else.</summary>
internal static class Rules
{
    private const string Generator = "Generator";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "TUTTI003",
        "[Async] in a type that is not partial",
        "[Async] cannot add '{1}' to '{0}', which is not partial: declare '{0}' partial",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin of a method is written into another part of its type. The type and all types around it must be partial.");

    public static readonly DiagnosticDescriptor BoundParameter = new(
        "TUTTI007",
        "[Async] on a method whose parameter or result cannot outlive the call",
        "[Async] cannot make '{0}', since {1} and its call returns before the work ends: {2}",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "References, pointers and ref structs such as Span live on the stack of the caller, who goes on while the work runs on another thread.");

    public static readonly DiagnosticDescriptor AlreadyAsynchronous = new(
        "TUTTI008",
        "[Async] on a method that is asynchronous already",
        "[Async] cannot make '{0}', since '{1}' is asynchronous already: call it as it is, or make a future of it by Future.Start",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "[Async] is for blocking methods. One that returns a task, a value task, a future or an async stream needs no thread of its own.");

    public static readonly DiagnosticDescriptor TwinExists = new(
        "TUTTI009",
        "[Async] makes a member that exists",
        "[Async] cannot make '{0}', since {1}: rename one of them, or remove this [Async]",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin is named as its method, with Async at the end. It comes with and without a CancellationToken at the end; neither may exist.");

    public static readonly DiagnosticDescriptor UnsupportedAsync = new(
        "TUTTI010",
        "[Async] where no twin can be made",
        "[Async] cannot make {0}: {1}",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A twin is made for ordinary methods of partial classes, structs, records and interfaces.");
}
