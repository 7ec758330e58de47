using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tutti.Conventions.PublicApi;

/// <summary>Lists what an assembly offers to others: namespaces, types and members, sorted, one on each line.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly)
    {
        return
        [
            .. assembly.GetExportedTypes()
                .Where(type => !IsMadeByTheCompiler(type))
                .GroupBy(type => type.Namespace!, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => group
                    .OrderBy(ApiTypeName.Of, StringComparer.Ordinal)
                    .SelectMany(type => Of(type).Prepend(""))
                    .Prepend($"namespace {group.Key}")
                    .Prepend(""))
                .Skip(1),
        ];
    }

    public static IEnumerable<string> Of(Type type)
    {
        return typeof(MulticastDelegate).IsAssignableFrom(type)
            ? [$"public {ApiMember.Delegate(type)}{ApiConstraints.Of(type.GetGenericArguments())}"]
            : Members(type).Select(member => "    " + member).Prepend(Head(type));
    }

    private static string Head(Type type)
    {
        bool isReadOnly = type.IsDefined(typeof(IsReadOnlyAttribute));
        string kind = type switch
        {
            { IsEnum: true } => type.IsDefined(typeof(FlagsAttribute)) ? "[Flags] enum" : "enum",
            { IsInterface: true } => "interface",
            { IsByRefLike: true } => isReadOnly ? "readonly ref struct" : "ref struct",
            { IsValueType: true } => isReadOnly ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        string[] parents = [.. Parents(type)];
        string from = parents.Length > 0 ? " : " + string.Join(", ", parents) : "";
        return $"{ApiMember.Marks(type)}public {kind} {ApiTypeName.Of(type)}{from}{ApiConstraints.Of(type.GetGenericArguments())}";
    }

    private static IEnumerable<string> Parents(Type type)
    {
        if (type.IsEnum)
        {
            Type number = Enum.GetUnderlyingType(type);
            return number == typeof(int) ? [] : [ApiTypeName.Of(number)];
        }

        Type[] all = type.GetInterfaces();
        IEnumerable<string> interfaces = all
            .Where(candidate => candidate.IsVisible)
            .Except(all.SelectMany(candidate => candidate.GetInterfaces()))
            .Except(type.BaseType?.GetInterfaces() ?? [])
            .Select(ApiTypeName.Of)
            .Order(StringComparer.Ordinal);
        bool hasBase = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType);
        return hasBase ? interfaces.Prepend(ApiTypeName.Of(type.BaseType!)) : interfaces;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {field.GetRawConstantValue()}"));
        }

        IEnumerable<PropertyInfo> properties = type.GetProperties(Declared)
            .Where(property => property.GetAccessors(nonPublic: true).Any(ApiMember.IsVisible));
        return
        [
            .. Sorted(type.GetFields(Declared).Where(ApiMember.IsVisible), ApiMember.Field),
            .. Sorted(type.GetConstructors(Declared).Where(made => !made.IsStatic && ApiMember.IsVisible(made)), ApiMember.Constructor),
            .. Sorted(properties, ApiMember.Property),
            .. Sorted(type.GetEvents(Declared).Where(declared => ApiMember.IsVisible(declared.AddMethod!)), ApiMember.Event),
            .. Sorted(type.GetMethods(Declared).Where(method => ApiMember.IsVisible(method) && IsWritten(method)), ApiMember.Method),
        ];
    }

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> write)
        where T : MemberInfo
    {
        return members
            .Select(member => (member.Name, Line: write(member)))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Line, StringComparer.Ordinal)
            .Select(entry => entry.Line);
    }

    private static bool IsWritten(MethodInfo method)
    {
        bool isOperator = method.Name.StartsWith("op_", StringComparison.Ordinal);
        return !IsMadeByTheCompiler(method) && (!method.IsSpecialName || isOperator);
    }

    private static bool IsMadeByTheCompiler(MemberInfo member)
    {
        return member.Name.Contains('<', StringComparison.Ordinal)
            || (member is Type { DeclaringType: { } outer } && IsMadeByTheCompiler(outer));
    }
}
