using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Tutti.Tests.Conventions;

/// <summary>Finds every type that a type names: in its signatures, its attributes and the bodies of its methods.</summary>
internal static class TypeUses
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    /// <summary>Returns what a type uses, each with the member in which it does; types nested in it are not looked into.</summary>
    public static IEnumerable<(Type Used, string Where)> Of(Type type)
    {
        IEnumerable<(Type? Used, string Where)> uses =
        [
            .. TypesOfHead(type).Select(used => (used, "its declaration")),
            .. type.GetMembers(Everything)
                .Where(member => member is not Type)
                .SelectMany(member => TypesOf(member).Select(used => (used, member.Name))),
        ];
        return uses.SelectMany(use => Parts(use.Used).Select(part => (part, use.Where))).Distinct();
    }

    private static IEnumerable<Type?> TypesOfHead(Type type)
    {
        return
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. Constraints(type.GetGenericArguments()),
            .. TypesOfAttributes(type),
        ];
    }

    private static IEnumerable<Type?> TypesOf(MemberInfo member)
    {
        IEnumerable<Type?> signature = member switch
        {
            FieldInfo field => [field.FieldType],
            PropertyInfo property => [property.PropertyType],
            EventInfo declared => [declared.EventHandlerType],
            MethodBase method =>
            [
                (method as MethodInfo)?.ReturnType,
                .. method.GetParameters().Select(parameter => parameter.ParameterType),
                .. Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []),
                .. TypesOfBody(method),
            ],
            _ => [],
        };
        return signature.Concat(TypesOfAttributes(member));
    }

    private static IEnumerable<Type> Constraints(Type[] arguments)
    {
        return arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());
    }

    private static IEnumerable<Type?> TypesOfAttributes(MemberInfo member)
    {
        return member.GetCustomAttributesData().SelectMany(
            attribute => attribute.ConstructorArguments
                .Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
                .Select(argument => argument.Value as Type)
                .Append(attribute.AttributeType));
    }

    private static IEnumerable<Type?> TypesOfBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return [];
        }

        return
        [
            .. body.LocalVariables.Select(local => local.LocalType),
            .. body.ExceptionHandlingClauses
                .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(clause => clause.CatchType),
            .. Tokens(body.GetILAsByteArray()!).SelectMany(token => TypesOfToken(method, token)),
        ];
    }

    private static IEnumerable<Type?> TypesOfToken(MethodBase method, int token)
    {
        Type[] typeArguments = method.DeclaringType?.GetGenericArguments() ?? [];
        Type[] methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return method.Module.ResolveMember(token, typeArguments, methodArguments) switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            MethodBase called =>
            [
                called.DeclaringType,
                (called as MethodInfo)?.ReturnType,
                .. called.GetParameters().Select(parameter => parameter.ParameterType),
                .. called.IsGenericMethod ? called.GetGenericArguments() : [],
            ],
            _ => [],
        };
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        int position = 0;
        while (position < code.Length)
        {
            ushort value = code[position++];
            if (value == 0xFE)
            {
                value = (ushort)(0xFE00 | code[position++]);
            }

            OpCode operation = OpCodesByValue[value];
            if (operation.OperandType
                is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(position));
            }

            position += LengthOfOperand(operation, code.AsSpan(position));
        }
    }

    private static int LengthOfOperand(OpCode operation, ReadOnlySpan<byte> operand) => operation.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };

    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return [];
        }

        if (type.HasElementType)
        {
            return Parts(type.GetElementType());
        }

        return type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }
}
