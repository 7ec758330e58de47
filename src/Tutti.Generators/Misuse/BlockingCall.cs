using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Misuse;

/// <summary>Is a call that waits by blocking, and what to write instead.</summary>
internal sealed record BlockingCall(string Name, string Instead)
{
    private const int LongestReceiver = 40;

    /// <summary>Recognizes an operation as a blocking call.</summary>
    public static BlockingCall? Of(IOperation operation)
    {
        return operation switch
        {
            IPropertyReferenceOperation property => Of(property),
            IInvocationOperation call => Of(call),
            _ => null,
        };
    }

    private static BlockingCall? Of(IPropertyReferenceOperation property)
    {
        INamedTypeSymbol type = property.Property.ContainingType;
        switch (property.Property.Name)
        {
            case "Result" when type.Is(KnownNames.FutureOfResult):
                IOperation? future = property.Instance is IInvocationOperation join && IsJoin(join) ? join.Instance : property.Instance;
                return new("Result", $"await {TextOf(future)}");
            case "Result" when StartedTask.In(property.Instance) is { } task:
                return new("Result", $"await {TextOf(task)}");
            case "Value" when type.Is(KnownNames.Parameter):
                bool isSet = property.Parent is IAssignmentOperation assignment && assignment.Target == property;
                return new("Value", $"await {TextOf(property.Instance)}.{(isSet ? "SetAsync(...)" : "GetAsync()")}");
            default:
                return null;
        }
    }

    private static BlockingCall? Of(IInvocationOperation call)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            "Join" when IsJoin(call) && !IsReadOn(call) => new("Join", $"await {TextOf(call.Instance)}"),
            "Acquire" when type.Is(KnownNames.Exclusive) => new("Exclusive.Acquire", "await Exclusive.AcquireAsync(...)"),
            "Sleep" when type.Is(KnownNames.Clock) => new("Clock.Sleep", "await Clock.Delay(...)"),
            "Wait" when StartedTask.In(call.Instance) is { } task => new("Wait", $"await {TextOf(task)}"),
            "GetResult" when StartedTask.In(TaskOfAwaiter(call.Instance)) is { } task => new("GetResult", $"await {TextOf(task)}"),
            "WaitAll" when WhenOf(call, "All") is { } instead => new("Task.WaitAll", instead),
            "WaitAny" when WhenOf(call, "Any") is { } instead => new("Task.WaitAny", instead),
            _ => null,
        };
    }

    private static bool IsJoin(IInvocationOperation call) =>
        call.TargetMethod.Name == "Join" && call.TargetMethod.ContainingType.IsOrDerivesFrom(KnownNames.Future);

    /// <summary>Gives what <c>GetAwaiter()</c> was called of, also behind <c>ConfigureAwait</c>.</summary>
    private static IOperation? TaskOfAwaiter(IOperation? awaiter)
    {
        while (awaiter is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" } call)
        {
            awaiter = call.Instance;
        }

        return awaiter;
    }

    /// <summary>Says what to await in place of a wait for several tasks, if there is one among them that may be pending.</summary>
    private static string? WhenOf(IInvocationOperation call, string which)
    {
        if (!call.TargetMethod.ContainingType.Is(KnownNames.Task))
        {
            return null;
        }

        IOperation[] parts = [.. call.Descendants()];
        return parts.Any(StartedTask.IsOfFuture) ? $"await Future.{which}(...)"
            : parts.Any(part => StartedTask.In(part) is not null) ? $"await Task.When{which}(...)"
            : null;
    }

    /// <summary>Tells whether the result of a joined future is read, which is reported there.</summary>
    private static bool IsReadOn(IInvocationOperation call) =>
        call.Parent is IPropertyReferenceOperation { Property.Name: "Result" } property && property.Instance == call;

    private static string TextOf(IOperation? operation)
    {
        string text = operation?.Syntax.ToString() ?? string.Empty;
        bool isShort = text.Length is > 0 and <= LongestReceiver && text.IndexOf('\n') < 0;
        return isShort && operation is not IConditionalAccessInstanceOperation ? text : "...";
    }
}
