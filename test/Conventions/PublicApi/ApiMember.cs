using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tutti.Conventions.PublicApi;

/// <summary>Writes members as C# declares them, on one line each.</summary>
internal static class ApiMember
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
        ["op_LogicalNot"] = "!",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_True"] = "true",
        ["op_False"] = "false",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Field(FieldInfo field)
    {
        string kind = field switch
        {
            { IsLiteral: true } => "const ",
            { IsStatic: true, IsInitOnly: true } => "static readonly ",
            { IsStatic: true } => "static ",
            { IsInitOnly: true } => "readonly ",
            _ => "",
        };
        string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{Marks(field)}{Access(!field.IsPublic)}{kind}{ApiTypeName.Of(Nullability.Create(field))} {field.Name}{value}";
    }

    public static string Constructor(ConstructorInfo constructor)
    {
        string name = constructor.DeclaringType!.Name.Split('`')[0];
        return $"{Marks(constructor)}{Access(!constructor.IsPublic)}{name}({Parameters(constructor)})";
    }

    public static string Property(PropertyInfo property)
    {
        MethodInfo?[] visible = [property.GetMethod, property.SetMethod];
        MethodInfo[] accessors = [.. visible.OfType<MethodInfo>().Where(IsVisible)];
        bool isProtected = accessors.All(accessor => !accessor.IsPublic);
        ParameterInfo[] indices = property.GetIndexParameters();
        string name = indices.Length > 0 ? $"this[{string.Join(", ", indices.Select(Parameter))}]" : property.Name;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string body = string.Concat(accessors.Select(accessor => Accessor(accessor, isProtected) + "; "));
        string type = ApiTypeName.Of(Nullability.Create(property));
        return $"{Marks(property)}{Access(isProtected)}{Modifiers(accessors[0])}{required}{type} {name} {{ {body}}}";
    }

    public static string Event(EventInfo declared)
    {
        MethodInfo adder = declared.AddMethod!;
        string type = ApiTypeName.Of(Nullability.Create(declared));
        return $"{Marks(declared)}{Access(!adder.IsPublic)}{Modifiers(adder)}event {type} {declared.Name}";
    }

    public static string Method(MethodInfo method)
    {
        string head = $"{Marks(method)}{Access(!method.IsPublic)}{Modifiers(method)}";
        string returned = Returned(method);
        string parameters = Parameters(method);
        return method.Name switch
        {
            "op_Implicit" => $"{head}implicit operator {returned}({parameters})",
            "op_Explicit" => $"{head}explicit operator {returned}({parameters})",
            _ when Operators.TryGetValue(method.Name, out string? sign) => $"{head}{returned} operator {sign}({parameters})",
            _ => $"{head}{returned} {method.Name}{Generics(method)}({parameters}){ApiConstraints.Of(method.GetGenericArguments())}",
        };
    }

    public static string Delegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        return $"delegate {Returned(invoke)} {ApiTypeName.Of(type)}({Parameters(invoke)})";
    }

    /// <summary>Tells whether people outside the assembly can call a method: it is public, or protected where there can be heirs.</summary>
    public static bool IsVisible(MethodBase method)
    {
        return method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);
    }

    public static bool IsVisible(FieldInfo field)
    {
        return field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);
    }

    /// <summary>Writes the attributes that change how a member can be used.</summary>
    public static string Marks(MemberInfo member)
    {
        bool isWarningToOldCompilers = member.IsDefined(typeof(CompilerFeatureRequiredAttribute), inherit: false);
        string obsolete = member.GetCustomAttribute<ObsoleteAttribute>() is { } mark && !isWarningToOldCompilers
            ? mark.IsError ? "[Obsolete(error)] " : "[Obsolete] "
            : "";
        string priority = member.GetCustomAttribute<OverloadResolutionPriorityAttribute>() is { } order
            ? string.Create(CultureInfo.InvariantCulture, $"[OverloadResolutionPriority({order.Priority})] ")
            : "";
        return obsolete + priority;
    }

    private static string Access(bool isProtected) => isProtected ? "protected " : "public ";

    private static string Accessor(MethodInfo accessor, bool isProtected)
    {
        bool isGetter = accessor.ReturnType != typeof(void);
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return (accessor.IsPublic || isProtected ? "" : "protected ") + (isGetter ? "get" : isInit ? "init" : "set");
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface && !method.IsStatic)
        {
            return method.IsAbstract ? "" : "virtual ";
        }

        bool isOverride = method.IsVirtual && method.GetBaseDefinition() != method;
        return method switch
        {
            { IsStatic: true, IsAbstract: true } => "static abstract ",
            { IsStatic: true, IsVirtual: true } => "static virtual ",
            { IsStatic: true } => "static ",
            { IsAbstract: true } => isOverride ? "abstract override " : "abstract ",
            _ when isOverride => method.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
    }

    private static string Returned(MethodInfo method)
    {
        bool isReadOnly = method.ReturnParameter.IsDefined(typeof(IsReadOnlyAttribute));
        string reference = !method.ReturnType.IsByRef ? "" : isReadOnly ? "ref readonly " : "ref ";
        return reference + ApiTypeName.Of(Nullability.Create(method.ReturnParameter));
    }

    private static string Generics(MethodInfo method)
    {
        return method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
    }

    private static string Parameters(MethodBase method)
    {
        string self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return self + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string kind = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } when parameter.IsDefined(typeof(IsReadOnlyAttribute)) => "in ",
            { ParameterType.IsByRef: true } when parameter.IsDefined(typeof(RequiresLocationAttribute)) => "ref readonly ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        string value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{kind}{ApiTypeName.Of(Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        bool truth => truth ? "true" : "false",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named => $"{named.Name}.{Enum.ToObject(named, value)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
