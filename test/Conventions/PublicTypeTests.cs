using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tutti.Conventions;

/// <summary>Holds what every public type promises and no analyzer checks.</summary>
public sealed class PublicTypeTests
{
    private static readonly Type[] PublicTypes =
        [.. Subject.Assembly.GetExportedTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal))];

    [Fact]
    public void PublicClasses_WithoutHeirsHere_AreSealedOrAbstract()
    {
        AssertNone(
            PublicTypes
                .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
                .Where(type => !PublicTypes.Any(heir => BaseOf(heir) == type)),
            "is open to heirs: make it sealed or abstract");
    }

    [Fact]
    public void PublicStructs_ButEnumerators_AreReadOnly()
    {
        AssertNone(
            PublicTypes
                .Where(type => type is { IsValueType: true, IsEnum: false } && type.GetMethod("MoveNext") is null)
                .Where(type => !type.IsDefined(typeof(IsReadOnlyAttribute))),
            "can change after it was made: make it a readonly struct");
    }

    [Fact]
    public void PublicExceptions_DeriveFrom_TheCommonBaseOrTheFamiliesOfDotNet()
    {
        AssertNone(
            PublicTypes.Where(type => type.BaseType == typeof(Exception) && type.FullName != "Tutti.TuttiException"),
            "derives from Exception itself: derive it from TuttiException");
    }

    [Fact]
    public void PublicTypes_Live_InNamespacesOfTheirAssembly()
    {
        string root = Subject.Assembly.GetName().Name!;
        AssertNone(
            PublicTypes.Where(type => type.Namespace != root && type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) != true),
            $"is in a namespace outside {root}");
    }

    private static Type? BaseOf(Type type)
    {
        return type.BaseType is { IsGenericType: true } parent ? parent.GetGenericTypeDefinition() : type.BaseType;
    }

    private static void AssertNone(IEnumerable<Type> offenders, string complaint)
    {
        string[] lines = [.. offenders.Select(type => $"{type.FullName} {complaint}.").Order(StringComparer.Ordinal)];
        Assert.True(lines.Length == 0, string.Join(Environment.NewLine, lines));
    }
}
