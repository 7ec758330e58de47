using Tutti.Conventions;

namespace Tutti.Tests.Conventions;

/// <summary>Holds what the repository promises of its files.</summary>
public sealed class SourceFileTests
{
    private const int LongestFile = 500;

    [Fact]
    public void SourceFiles_OfTheLibraries_AreShortEnoughToRead()
    {
        string[] tooLong =
        [
            .. Files("src", "*.cs")
                .Select(file => (file, Lines: File.ReadLines(file).Count()))
                .Where(entry => entry.Lines > LongestFile)
                .Select(entry => $"{Relative(entry.file)} has {entry.Lines} lines, more than {LongestFile}: split it by concern."),
        ];

        Assert.True(tooLong.Length == 0, string.Join(Environment.NewLine, tooLong));
    }

    [Fact]
    public void CodeInDocuments_IsFound_InCodeThatIsCompiled()
    {
        string[] folders = ["examples", "test", "bench"];
        string[][] compiled = [.. folders.SelectMany(folder => Files(folder, "*.cs")).Select(ReadTrimmedLines)];
        string[] documents = [Path.Combine(Subject.RepositoryDirectory, "README.md"), .. Files("docs", "*.md")];

        string[] invented =
        [
            .. documents
                .SelectMany(file => CodeBlocks.Of(ReadTrimmedLines(file)).Select(block => (file, block)))
                .Where(entry => !compiled.Any(source => CodeBlocks.Contains(source, entry.block.Lines)))
                .SelectMany(entry => entry.block.Lines.Prepend($"{Relative(entry.file)}:{entry.block.FirstLine}:")),
        ];

        Assert.True(
            invented.Length == 0,
            $"""
            Documents quote code that is in no file of examples, test or bench, and so was never compiled:

            {string.Join(Environment.NewLine, invented)}
            """);
    }

    [Fact]
    public void CodeBlocks_OfADocument_AreThoseInCSharp()
    {
        string[] document =
            ["text", "```sh", "dotnet test", "```", "```csharp", "", "int a = 1;", "Use(a);", "", "```", "more", "``` csharp", "int b;"];

        CodeBlock[] blocks = [.. CodeBlocks.Of(document)];

        Assert.Equal([5, 12], blocks.Select(block => block.FirstLine));
        Assert.Equal(["int a = 1;", "Use(a);"], blocks[0].Lines);
        Assert.True(CodeBlocks.Contains(["{", "int a = 1;", "Use(a);", "}"], blocks[0].Lines));
        Assert.False(CodeBlocks.Contains(["{", "int a = 1;", "", "Use(a);", "}"], blocks[0].Lines));
    }

    private static IEnumerable<string> Files(string folder, string pattern)
    {
        string path = Path.Combine(Subject.RepositoryDirectory, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [];
    }

    private static string[] ReadTrimmedLines(string file) => [.. File.ReadLines(file).Select(line => line.Trim())];

    private static string Relative(string file) => Path.GetRelativePath(Subject.RepositoryDirectory, file);
}
