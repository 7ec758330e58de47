using System.Reflection;
using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Conventions;

/// <summary>Holds that tests agree with asynchrony on and off, but for the differences by nature that the docs list.</summary>
public sealed class DifferenceTests
{
    private const string Document = "docs/how-to/debug-without-asynchrony.md";
    private const string Heading = "## What differs by nature";
    private const string Mode = $"{nameof(Asynchrony)}.{nameof(Asynchrony.IsDisabled)}";

    // for what looks at the switch itself, not at what it changes
    private const string TheSwitchItself = "// the switch itself";

    private static readonly string ThisFile = $"test/Tutti.Tests/Conventions/{nameof(DifferenceTests)}.cs";

    private static readonly Dictionary<string, string> Known = typeof(Differences)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(field => field.IsLiteral)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    [Fact]
    public void Tests_ThatLookAtTheMode_SayWhichDifferenceIsTheReason()
    {
        List<string> uses = [];
        List<string> unexplained = [];
        foreach ((string file, int number, string line) in LinesAboutTheMode())
        {
            string? name = Known.Keys.FirstOrDefault(name => Names(line, name));
            string place = $"{file}:{number}";
            if (name is null)
            {
                unexplained.Add($"{place}: {line.Trim()}");
            }
            else
            {
                uses.Add($"{place}: {Known[name]}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, uses));
        Assert.True(
            unexplained.Count == 0,
            $"""
            A test that is not the same with asynchrony on and off says why, on the line where it looks at the mode:

              Assert.SkipWhen({Mode}, {nameof(Differences)}.X);
              if ({Mode}) // {nameof(Differences)}.X
              Assert.Equal({Mode}, wasSaidToBeOff); {TheSwitchItself}

            where X is one of {string.Join(", ", Known.Keys)} (test/Conventions/Differences.cs).
            If none of them is the reason, the two modes disagree without need: mend that. These lines do not say why:

            {string.Join(Environment.NewLine, unexplained)}
            """);
    }

    [Fact]
    public void Differences_AreTheTableOfTheDocument()
    {
        string[] document = File.ReadAllLines(Path.Combine(Subject.RepositoryDirectory, Document));
        int heading = Array.IndexOf(document, Heading);
        Assert.True(heading >= 0, $"{Document} has no heading '{Heading}'.");

        string[] rows =
        [
            .. document.Skip(heading + 1)
                .TakeWhile(line => !line.StartsWith('#'))
                .Where(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Split('|')[1].Trim()),
        ];

        Assert.Equal(Known.Values.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Differences_EachIsTested()
    {
        string[] used = [.. LinesAboutTheMode().Select(entry => entry.Line)];

        Assert.All(Known.Keys, name => Assert.Contains(used, line => Names(line, name)));
    }

    private static bool Names(string line, string difference)
    {
        string name = $"{nameof(Differences)}.{difference}";
        int end = line.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return end >= name.Length && (end == line.Length || !char.IsLetterOrDigit(line[end]));
    }

    private static IEnumerable<(string File, int Number, string Line)> LinesAboutTheMode()
    {
        string tests = Path.Combine(Subject.RepositoryDirectory, "test");
        return Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, File: Path.GetRelativePath(Subject.RepositoryDirectory, path).Replace('\\', '/')))
            .Where(entry => entry.File != ThisFile)
            .SelectMany(entry => File.ReadLines(entry.Path).Select((line, index) => (entry.File, index + 1, line)))
            .Where(entry => entry.line.Contains(Mode, StringComparison.Ordinal)
                && !entry.line.Contains(TheSwitchItself, StringComparison.Ordinal));
    }
}
