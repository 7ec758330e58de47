using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tutti.Execution.Internal;

/// <summary>Knows which async methods, when they are resumed, do nothing before they have asked the awaiter for its result.</summary>
/// <remarks>
/// The compiler makes them so, but it asks the awaiter that the user named: one of the user's own that wraps one of Tutti's can do as it likes. So
/// a method counts only if all that it awaits has awaiters of .NET's or Tutti's own. What cannot be found out counts as no.
/// </remarks>
internal static class AsyncMethods
{
    private const string PrefixOfAwaiters = "<>u__"; // of the fields in which the C# compiler keeps them

    private static readonly ConditionalWeakTable<Type, object> Known = [];

    /// <summary>Tells whether it is such a method that a continuation resumes.</summary>
    public static bool AskFirst(Action resume) =>
        resume.Target is Task method && (bool)Known.GetValue(method.GetType(), static type => HasOnlyKnownAwaiters(type));

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A method whose fields were trimmed away counts as no such method.")]
    private static bool HasOnlyKnownAwaiters(Type task)
    {
        // the task of an async method is a generic one of the machine that the compiler made of it
        if (task.GenericTypeArguments is not [.., var machine])
        {
            return false;
        }

        Type[] awaiters = [.. machine.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(static field => field.Name.StartsWith(PrefixOfAwaiters, StringComparison.Ordinal))
            .Select(static field => field.FieldType)];
        return awaiters.Length > 0 && Array.TrueForAll(awaiters, static type => type.IsValueType && IsKnown(type.Assembly));
    }

    private static bool IsKnown(Assembly assembly) => assembly == typeof(Task).Assembly || assembly == typeof(Future).Assembly;
}
