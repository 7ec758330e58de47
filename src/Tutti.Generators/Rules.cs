using Microsoft.CodeAnalysis;

namespace Tutti.Generators;

/// <summary>Holds every rule that is reported. An id is never used again for something else.</summary>
internal static class Rules
{
    private const string Asynchrony = "Asynchrony";
    private const string Generator = "Generator";
    private const string Quantities = "Quantities";

    public static readonly DiagnosticDescriptor DroppedFuture = new(
        "TUTTI001",
        "A started future is dropped",
        "Nobody keeps the future of '{0}', so that nobody waits for its end or sees its failure: await it, join it, keep it, or "
        + "write '_ =' to drop it on purpose",
        Asynchrony,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A future runs from the moment it is made. A program that drops it goes on without its result and without its failure.");

    public static readonly DiagnosticDescriptor BlockingInAsync = new(
        "TUTTI002",
        "An async function blocks",
        "'{0}' blocks the thread inside an async function, and with it what else runs there: write '{1}' instead",
        Asynchrony,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Join, Result, Value, Acquire and Sleep are for functions that cannot await. In an async function they hold up the thread, "
        + "and nested "
        + "waits finish innermost first. To block for a task is worse: on an event loop that may never end.");

    public static readonly DiagnosticDescriptor NotPartial = new(
        "TUTTI003",
        "[Async] in a type that is not partial",
        "[Async] cannot add '{1}' to '{0}', which is not partial: declare '{0}' partial",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin of a method is written into another part of its type. The type and all types around it must be partial.");

    public static readonly DiagnosticDescriptor AsyncVoid = new(
        "TUTTI004",
        "A function is async void",
        "{0} is async void, so that nobody can wait for it and its failure ends the program: return a Task, or start the work by "
        + "Future.Start",
        Asynchrony,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An async function without a task cannot be awaited, and what it throws is thrown on the loop or ends the program. In an "
        + "event handler "
        + "write '_ = Future.Start(async () => ...)': its failure is reported.");

    public static readonly DiagnosticDescriptor LeaseFromAsync = new(
        "TUTTI005",
        "An async function returns a lease",
        "{0} is async and {1} a lease, which its caller then does not hold: return the value task of AcquireAsync without awaiting it, "
        + "or let the caller call Adopt()",
        Asynchrony,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A lease is held by the flow that acquires it. What an async function changes in its flow ends with it. If all callers call "
        + "Adopt(), "
        + "suppress this here.");

    public static readonly DiagnosticDescriptor HiddenUnit = new(
        "TUTTI006",
        "A variable hides a unit",
        "'{0}' is {1} here and not the unit, which it hides: rename it, or write {2} for the unit",
        Quantities,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "With 'using static Tutti.Quantities.Units' every variable, parameter and type parameter hides the unit of the same name, and the "
        + "product still compiles. Each unit has a long name in Unit that nothing hides.");

    public static readonly DiagnosticDescriptor BoundParameter = new(
        "TUTTI007",
        "[Async] on a method whose parameter or result cannot outlive the call",
        "[Async] cannot make '{0}', since {1} and its call returns before the work ends: {2}",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "References, pointers and ref structs such as Span live on the stack of the caller, who goes on while the work runs on "
        + "another thread.");

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
        "The twin is named as its method, with Async at the end. It comes with and without a CancellationToken at the end; neither "
        + "may exist.");

    public static readonly DiagnosticDescriptor UnsupportedAsync = new(
        "TUTTI010",
        "[Async] where no twin can be made",
        "[Async] cannot make {0}: {1}",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A twin is made for ordinary methods of partial classes, structs, records and interfaces.");

    public static readonly DiagnosticDescriptor LostLease = new(
        "TUTTI011",
        "A lease is not returned",
        "The lease of '{0}' is not returned on every path, and then nobody else can use the device: write '{1}'",
        Asynchrony,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A lease is held until it is disposed of. By 'using', or in a finally, that happens on every path; one that is kept in a field, "
        + "passed on or "
        + "returned is somebody else's to return.");

    public static readonly DiagnosticDescriptor LostShield = new(
        "TUTTI012",
        "An async function does not end its shield",
        "{0} is async and does not end its shield, which protects nothing in its caller: write 'using (Future.Shield(...))' around the "
        + "clean-up",
        Asynchrony,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A shield protects what the flow that makes it starts. What an async function changes in its flow ends with it, so that a shield "
        + "which it returns, keeps or drops is none in its caller.");
}
