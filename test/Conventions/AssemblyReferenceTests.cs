using System.Runtime.InteropServices;

namespace Tutti.Conventions;

/// <summary>Holds which assembly may know which other: references point one way, and packages come in only where they are named.</summary>
public sealed class AssemblyReferenceTests
{
    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Tutti"] = [Logging],
        ["Tutti.Generators"] = ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"],
        ["Tutti.RedPitaya"] = ["Tutti", Logging],
        ["Tutti.Simulation"] = ["Tutti", "Tutti.RedPitaya", Logging],
        ["Tutti.Testing"] = ["Tutti", "Microsoft.Testing.Platform"],
        ["Tutti.Cli"] = ["Tutti", "Tutti.RedPitaya", "Tutti.Simulation", Logging, "Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void References_OfTheTestedAssembly_AreAllowed()
    {
        string subject = Subject.Assembly.GetName().Name!;
        Assert.True(Allowed.ContainsKey(subject), $"{subject} has no row in {nameof(AssemblyReferenceTests)}: say there what it may know.");

        string[] strangers =
        [
            .. Subject.Assembly.GetReferencedAssemblies()
                .Select(reference => reference.Name!)
                .Where(name => !IsPartOfDotNet(name) && !Allowed[subject].Contains(name, StringComparer.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

        string allowed = string.Join(", ", Allowed[subject]);
        Assert.True(strangers.Length == 0, $"{subject} may not know {string.Join(", ", strangers)}; it may know {allowed}.");
    }

    private static bool IsPartOfDotNet(string assemblyName)
    {
        return File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assemblyName + ".dll"));
    }
}
