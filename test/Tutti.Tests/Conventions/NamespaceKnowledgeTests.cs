using System.Reflection;

namespace Tutti.Tests.Conventions;

/// <summary>Holds which concept of the library may know which other.</summary>
public sealed class NamespaceKnowledgeTests
{
    /// <summary>Each concept and those it may know. All may know the root, which knows none of them.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Tutti"] = [],
        ["Quantities"] = [],
        ["Timing"] = [],
        ["Execution"] = ["Quantities", "Timing"],
        ["Exclusion"] = ["Execution", "Timing"],
        ["Signals"] = ["Quantities"],
        ["Transport"] = ["Execution", "Exclusion", "Timing"],
        ["Devices"] = ["Quantities", "Execution", "Exclusion", "Timing"],
        ["Instruments"] = ["Devices", "Signals", "Quantities", "Execution", "Exclusion", "Timing"],
    };

    private static readonly Assembly Library = typeof(TuttiException).Assembly;

    [Fact]
    public void Types_OfEachConcept_UseOnlyConceptsTheyMayKnow()
    {
        string[] violations =
        [
            .. Library.GetTypes()
                .Where(type => type.Namespace is not null && IsOwn(type))
                .SelectMany(Violations)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

        Assert.True(violations.Length == 0, string.Join(Environment.NewLine, violations));
    }

    [Fact]
    public void Namespaces_OfTheLibrary_HaveARowInTheTable()
    {
        IEnumerable<string> concepts = Library.GetTypes().Where(IsOwn).Select(ConceptOf).Distinct(StringComparer.Ordinal);

        Assert.Empty(concepts.Except(Allowed.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void TypeUses_InSignaturesBodiesAndClosures_AreAllFound()
    {
        Type[] made = typeof(Sample).GetNestedTypes(BindingFlags.NonPublic);
        Type[] used = [.. made.Append(typeof(Sample)).SelectMany(TypeUses.Of).Select(use => use.Used)];

        Assert.Contains(typeof(IDisposable), used);
        Assert.Contains(typeof(Version), used);
        Assert.Contains(typeof(Uri), used);
        Assert.Contains(typeof(FormatException), used);
        Assert.Contains(typeof(Guid), used);
        Assert.Contains(typeof(Half), used);
        Assert.Contains(typeof(ObsoleteAttribute), used);
        Assert.Contains(typeof(List<>), used);
    }

    private static IEnumerable<string> Violations(Type type)
    {
        string concept = ConceptOf(type);
        string[] known = Allowed.GetValueOrDefault(concept, []);
        return TypeUses.Of(type)
            .Where(use => use.Used.Assembly == Library && IsOwn(use.Used))
            .Select(use => (Other: ConceptOf(use.Used), use.Used, use.Where))
            .Where(use => use.Other != concept && use.Other != "Tutti" && !known.Contains(use.Other, StringComparer.Ordinal))
            .Select(use => $"{concept} may not know {use.Other}: {type.FullName} uses {use.Used.FullName} in {use.Where}.");
    }

    private static bool IsOwn(Type type) => type.Namespace?.Split('.')[0] == "Tutti";

    private static string ConceptOf(Type type)
    {
        string[] parts = type.Namespace!.Split('.');
        return parts.Length == 1 ? parts[0] : parts[1];
    }

    /// <summary>Uses a type in each place where one can be used.</summary>
    private sealed class Sample : IDisposable
    {
        public List<Version?> Versions { get; } = [];

        [Obsolete("Only looked at.")]
        public void Dispose()
        {
            try
            {
                Versions.Add(null);
            }
            catch (FormatException)
            {
                Versions.Clear();
            }
        }

        public static Func<Guid, bool> Close(int number) => guid => guid == Guid.Empty && (Half)number == (Half)1;

        public static async Task<bool> WaitAsync()
        {
            await Task.Yield();
            return new Uri("tcp://localhost").IsAbsoluteUri;
        }
    }
}
