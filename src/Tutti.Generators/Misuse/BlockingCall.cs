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
            case "Result" when FutureOfTask(property.Instance) is { } source:
                return new("Result", $"await {TextOf(source)}");
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
            "Wait" when FutureOfTask(call.Instance) is { } future => new("Wait", $"await {TextOf(future)}"),
            "GetResult" when FutureOfTask(TaskOfAwaiter(call.Instance)) is { } future => new("GetResult", $"await {TextOf(future)}"),
            "WaitAll" when IsOfTasksOfFutures(call) => new("Task.WaitAll", "await Future.All(...)"),
            "WaitAny" when IsOfTasksOfFutures(call) => new("Task.WaitAny", "await Future.Any(...)"),
            _ => null,
        };
    }

    private static bool IsJoin(IInvocationOperation call) =>
        call.TargetMethod.Name == "Join" && call.TargetMethod.ContainingType.IsOrDerivesFrom(KnownNames.Future);

    /// <summary>Gives the future that a task was made of by <c>AsTask()</c>.</summary>
    private static IOperation? FutureOfTask(IOperation? task) =>
        task is IInvocationOperation { TargetMethod.Name: "AsTask" } call && call.TargetMethod.ContainingType.IsOrDerivesFrom(KnownNames.Future)
            ? call.Instance
            : null;

    /// <summary>Gives what <c>GetAwaiter()</c> was called of, also behind <c>ConfigureAwait</c>.</summary>
    private static IOperation? TaskOfAwaiter(IOperation? awaiter)
    {
        while (awaiter is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" } call)
        {
            awaiter = call.Instance;
        }

        return awaiter;
    }

    private static bool IsOfTasksOfFutures(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.Is(KnownNames.Task) && call.Descendants().Any(part => FutureOfTask(part) is not null);

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
