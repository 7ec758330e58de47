namespace Tutti.Cli.Tests.Support;

/// <summary>Is a new, empty folder that is removed at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tutti-tests-").FullName;

    public string[] Names =>
    [
        .. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Select(name => System.IO.Path.GetRelativePath(Path, name))
            .Order(StringComparer.Ordinal),
    ];

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
