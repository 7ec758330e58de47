using System.Runtime.InteropServices;

namespace Tutti.Conventions;

/// <summary>Holds which assembly may know which other: references point one way, and packages come in only where they are named.</summary>
public sealed class AssemblyReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Tutti"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["Tutti.RedPitaya"] = ["Tutti", "Microsoft.Extensions.Logging.Abstractions"],
        ["Tutti.Simulation"] = ["Tutti", "Tutti.RedPitaya", "Microsoft.Extensions.Logging.Abstractions"],
        ["Tutti.Testing"] = ["Tutti", "Microsoft.Testing.Platform"],
        ["Tutti.Cli"] = ["Tutti", "Tutti.RedPitaya", "Tutti.Simulation", "Microsoft.Extensions.Logging.Abstractions", "Spectre.Console", "System.CommandLine"],
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

        Assert.True(strangers.Length == 0, $"{subject} may not know {string.Join(", ", strangers)}; it may know {string.Join(", ", Allowed[subject])}.");
    }

    private static bool IsPartOfDotNet(string assemblyName)
    {
        return File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assemblyName + ".dll"));
    }
}
