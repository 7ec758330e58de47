using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tutti.Conventions;
using Tutti.Generators.Misuse;

namespace Tutti.Generators.Tests;

/// <summary>Holds that every rule is reported by an analyzer, explained and documented.</summary>
public sealed class RuleTests
{
    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    [Fact]
    public void Rules_AllOfThem_AreReportedByOneAnalyzer()
    {
        IEnumerable<string> reported = typeof(DroppedFutureAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .SelectMany(analyzer => analyzer is DiagnosticSuppressor ? [] : analyzer.SupportedDiagnostics)
            .Select(rule => rule.Id);

        Assert.Equal(All.Select(rule => rule.Id).Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_AllOfThem_SayWhatIsWrongAndWhatToDo()
    {
        Assert.All(All, rule =>
        {
            Assert.Contains(": ", rule.MessageFormat.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Description.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.True(rule.IsEnabledByDefault);
        });
    }

    [Fact]
    public void Rules_AllOfThem_HaveTheirRowInTheDocuments()
    {
        string page = Path.Combine(Subject.RepositoryDirectory, "docs", "how-to", "make-a-method-asynchronous.md");
        string[] rows = [.. File.ReadAllLines(page).Where(line => line.StartsWith("| TUTTI", StringComparison.Ordinal))];

        Assert.Equal(All.Length, rows.Length);
        Assert.All(
            All.OrderBy(rule => rule.Id, StringComparer.Ordinal).Zip(rows),
            row => Assert.StartsWith($"| {row.First.Id} | {row.First.Title.ToString(CultureInfo.InvariantCulture)}", row.Second, StringComparison.Ordinal));
    }
}
