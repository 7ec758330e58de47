using Tutti.Cli.Output;
using Tutti.Cli.Tests.Support;

namespace Tutti.Cli.Tests.Output;

public sealed class RunFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void Create_FreeName_IsNamedAfterTheLocalTime()
    {
        RunFolder folder = RunFolder.Create(_scratch.Path, new FixedTimeProvider());

        Assert.Equal(_scratch.Combine("tutti-20260802-013005"), folder.Path);
        Assert.True(Directory.Exists(folder.Path));
    }

    [Fact]
    public void Create_NameTaken_AddsANumber()
    {
        RunFolder.Create(_scratch.Path, new FixedTimeProvider());
        RunFolder.Create(_scratch.Path, new FixedTimeProvider());

        RunFolder third = RunFolder.Create(_scratch.Path, new FixedTimeProvider());

        Assert.Equal(_scratch.Combine("tutti-20260802-013005-3"), third.Path);
    }

    [Fact]
    public void Create_ParentMissing_MakesIt()
    {
        RunFolder folder = RunFolder.Create(_scratch.Combine("a/b"), new FixedTimeProvider());

        Assert.True(Directory.Exists(folder.Path));
    }

    [Fact]
    public void Create_ParentIsAFile_SaysSoInOneLine()
    {
        string file = _scratch.Combine("file");
        File.WriteAllText(file, "");

        OutputException error = Assert.Throws<OutputException>(() => RunFolder.Create(file, new FixedTimeProvider()));

        Assert.StartsWith($"Cannot make the folder '{file}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Write_Content_LeavesTheFileAndNothingElse()
    {
        RunFolder folder = RunFolder.Create(_scratch.Path, new FixedTimeProvider());

        folder.Write("a.csv", stream => stream.Write("1\n"u8));
        folder.Write("a.csv", stream => stream.Write("2\n"u8));

        Assert.Equal(["a.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal("2\n", File.ReadAllText(Path.Combine(folder.Path, "a.csv")));
    }

    [Fact]
    public void Write_FullDisk_SaysSoAndKeepsWhatWasComplete()
    {
        RunFolder folder = RunFolder.Create(_scratch.Path, new FixedTimeProvider(), path => new FullDiskStream(path, room: 3));
        folder.Write("a.csv", stream => stream.Write("1\n"u8));

        OutputException error = Assert.Throws<OutputException>(() => folder.Write("b.csv", WriteFourBytes));
        Assert.Throws<OutputException>(() => folder.Write("a.csv", WriteFourBytes));

        string file = Path.Combine(folder.Path, "b.csv");
        Assert.StartsWith($"Cannot write the file '{file}': the disk is full.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal("1\n", File.ReadAllText(Path.Combine(folder.Path, "a.csv")));
    }

    [Fact]
    public void Write_ContentThrows_LeavesNothingAndPassesTheErrorOn()
    {
        RunFolder folder = RunFolder.Create(_scratch.Path, new FixedTimeProvider());

        Assert.Throws<InvalidOperationException>(() => folder.Write("a.csv", _ => throw new InvalidOperationException("mine")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_NoPermission_SaysSo()
    {
        static Stream Refuse(string path) => throw new UnauthorizedAccessException("Access to the path is denied.");
        RunFolder folder = RunFolder.Create(_scratch.Path, new FixedTimeProvider(), Refuse);

        OutputException error = Assert.Throws<OutputException>(() => folder.Write("a.csv", _ => { }));

        Assert.Contains("there is no permission to write there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeleteIfEmpty_EmptyOrNot_RemovesOnlyTheEmptyOne()
    {
        RunFolder empty = RunFolder.Create(_scratch.Path, new FixedTimeProvider());
        RunFolder full = RunFolder.Create(_scratch.Path, new FixedTimeProvider());
        full.Write("a.csv", _ => { });

        empty.DeleteIfEmpty();
        full.DeleteIfEmpty();

        Assert.Equal([Path.GetFileName(full.Path)], Directory.EnumerateFileSystemEntries(_scratch.Path).Select(Path.GetFileName));
    }

    public void Dispose() => _scratch.Dispose();

    private static void WriteFourBytes(Stream stream)
    {
        stream.Write("12"u8);
        stream.Write("34"u8);
    }
}
