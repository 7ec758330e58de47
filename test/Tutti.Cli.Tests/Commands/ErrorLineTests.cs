using Tutti.Cli.Commands;
using Tutti.Cli.Output;

namespace Tutti.Cli.Tests.Commands;

public sealed class ErrorLineTests
{
    [Fact]
    public void Of_ErrorOfTutti_IsItsMessage()
    {
        Assert.Equal(
            "Cannot write the file 'a.csv': the disk is full. Make room, or choose another folder with --output.",
            ErrorLine.Of(new OutputException("write the file 'a.csv'", new IOException("No space left", 28))));
    }

    [Fact]
    public void Of_MessageOfManyLines_IsTheFirst()
    {
        Assert.Equal("reading 'a' took too long", ErrorLine.Of(new TimeoutException("reading 'a' took too long\n  future b\n  link c")));
    }

    [Fact]
    public void Of_WordsOfAServer_CannotMoveTheCursor()
    {
        Assert.Equal("said \ufffd[2J", ErrorLine.Of(new IOException("said \u001b[2J")));
    }

    [Fact]
    public void Of_OneErrorInAnother_IsTheInner()
    {
        Assert.Equal("late", ErrorLine.Of(new AggregateException(new TimeoutException("late"))));
    }

    [Fact]
    public void Of_DefectOfTheProgram_SaysHowToReportIt()
    {
        Assert.Equal(
            "Something unexpected happened (InvalidOperationException: oops). Please report it; --verbose shows where.",
            ErrorLine.Of(new InvalidOperationException("oops")));
    }
}
