using System.Reflection;

namespace Tutti.Conventions.PublicApi;

/// <summary>Writes types as C# does.</summary>
internal static class ApiTypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
    };

    /// <summary>Writes a type of which no nullability is known.</summary>
    public static string Of(Type type) => Write(type, null);

    /// <summary>Writes a type with the question marks that its nullability asks for.</summary>
    public static string Of(NullabilityInfo nullability) => Write(nullability.Type, nullability);

    private static string Write(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Write(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Write(value, nullability is { GenericTypeArguments: [var only] } ? only : null) + "?";
        }

        string mark = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType && !CanBeAnything(type) ? "?" : "";
        if (type.IsArray)
        {
            string commas = new(',', type.GetArrayRank() - 1);
            return $"{Write(type.GetElementType()!, nullability?.ElementType)}[{commas}]{mark}";
        }

        return type.IsPointer ? Write(type.GetElementType()!, null) + "*" : Named(type, nullability) + mark;
    }

    /// <summary>Tells whether a type parameter may stand for any type; of such a one reflection always says that it can be null.</summary>
    private static bool CanBeAnything(Type type)
    {
        return type.IsGenericParameter && !type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
    }

    private static string Named(Type type, NullabilityInfo? nullability)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        NullabilityInfo[] known = nullability?.GenericTypeArguments ?? [];
        string[] written = [.. type.GetGenericArguments().Select((argument, index) => Write(argument, known.ElementAtOrDefault(index)))];
        int inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string own = Generic(type, written[inherited..]);
        return type.DeclaringType is { } outer ? $"{Generic(outer, written[..inherited])}.{own}" : own;
    }

    private static string Generic(Type type, string[] arguments)
    {
        return type.Name.Split('`')[0] + (arguments.Length > 0 ? $"<{string.Join(", ", arguments)}>" : "");
    }
}
