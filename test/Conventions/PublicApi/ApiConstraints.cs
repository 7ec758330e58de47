using System.Reflection;

namespace Tutti.Conventions.PublicApi;

/// <summary>Writes what is asked of type parameters.</summary>
internal static class ApiConstraints
{
    public static string Of(Type[] arguments)
    {
        return string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(Of));
    }

    private static string Of(Type argument)
    {
        GenericParameterAttributes special = argument.GenericParameterAttributes;
        bool isStruct = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        bool isClass = special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        bool isMadeHere = special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct;
        IEnumerable<string> types = argument.GetGenericParameterConstraints()
            .Where(type => type != typeof(ValueType))
            .Select(ApiTypeName.Of)
            .Order(StringComparer.Ordinal);
        string?[] all =
        [
            isStruct ? "struct" : isClass ? "class" : null,
            .. types,
            isMadeHere ? "new()" : null,
            special.HasFlag(GenericParameterAttributes.AllowByRefLike) ? "allows ref struct" : null,
        ];
        string[] asked = [.. all.OfType<string>()];
        return asked.Length > 0 ? $" where {argument.Name} : {string.Join(", ", asked)}" : "";
    }
}
