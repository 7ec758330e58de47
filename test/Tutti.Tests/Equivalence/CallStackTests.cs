using System.Diagnostics;
using System.Reflection;
using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence;

/// <summary>Holds that with asynchrony off the call stack of a driver shows who called it, as the document says.</summary>
public sealed class CallStackTests
{
    private const string Document = "docs/how-to/debug-without-asynchrony.md";
    private const string Elsewhere = "[External Code]";

    [Fact]
    public async Task Main_StartsAnExposure_CallStackIsThatOfTheDocument()
    {
        await using var shutter = new Shutter();

        Future exposure = Future.Start(() => ExposeAsync(shutter));
        await exposure;

        int column = Asynchrony.IsDisabled ? 1 : 0; // Differences.NestedInTheCaller
        Assert.Equal(StacksOfTheDocument(column), Frames(shutter.Stack!));
    }

    [Fact]
    public async Task StackTrace_InADriver_ShowsTheLineThatCalledIt()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NestedInTheCaller);
        await using var shutter = new Shutter();

        await shutter.IsOpen.SetAsync(true);

        Assert.Contains(nameof(StackTrace_InADriver_ShowsTheLineThatCalledIt), shutter.Text, StringComparison.Ordinal);
        Assert.Contains($"{nameof(CallStackTests)}.cs", shutter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_InADriver_ShowsWhereItWasAwaitedInBothModes()
    {
        await using var shutter = new Shutter { IsStuck = true };

        IOException stuck = await Assert.ThrowsAsync<IOException>(async () => await Future.Start(() => ExposeAsync(shutter)));

        Assert.Contains("WriteAsync", stuck.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(ExposeAsync), stuck.StackTrace, StringComparison.Ordinal);
    }

    private static async Task ExposeAsync(Shutter shutter)
    {
        await shutter.IsOpen.SetAsync(true);
        await Clock.Delay(1 * ms);
        await shutter.IsOpen.SetAsync(false);
    }

    /// <summary>Gives the frames as a debugger shows them that is told to show only one's own code.</summary>
    private static List<string> Frames(StackTrace stack)
    {
        List<string> frames = [];
        foreach (MethodBase method in stack.GetFrames().Select(frame => frame.GetMethod()!))
        {
            string name = method.DeclaringType is { } type && type.FullName!.StartsWith(typeof(CallStackTests).FullName!, StringComparison.Ordinal)
                ? OwnName(method, type)
                : Elsewhere;
            if (frames.Count > 1 && frames[^1] == Elsewhere && frames[^2] == name)
            {
                frames.RemoveAt(frames.Count - 1); // An async method has two frames: what was called, and what that runs.
            }
            else if (frames.Count == 0 || frames[^1] != name)
            {
                frames.Add(name);
            }
        }

        return frames;
    }

    /// <summary>Gives the name in the source; that of an async method or of a lambda stands between angle brackets.</summary>
    private static string OwnName(MethodBase method, Type type)
    {
        string compiled = type.Name.StartsWith("<>", StringComparison.Ordinal) || !type.Name.Contains('<', StringComparison.Ordinal)
            ? method.Name
            : type.Name;
        return compiled.Contains('<', StringComparison.Ordinal) ? compiled.Split('<', '>')[1] : compiled;
    }

    private static IEnumerable<string> StacksOfTheDocument(int column) =>
        File.ReadLines(Path.Combine(Subject.RepositoryDirectory, Document))
            .SkipWhile(line => !line.StartsWith("| call stack with asynchrony on", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[column + 1].Trim().Trim('`'))
            .Where(frame => frame.Length > 0);

    private sealed class Shutter : Device
    {
        public Shutter()
            : base("shutter") => IsOpen = AddParameter<bool>("is_open", "Whether light passes.", write: WriteAsync);

        public Parameter<bool> IsOpen { get; }

        public bool IsStuck { get; init; }

        public StackTrace? Stack { get; private set; }

        public string Text { get; private set; } = string.Empty;

        private async ValueTask WriteAsync(bool isOpen, CancellationToken cancellationToken)
        {
            await Task.Yield(); // the answer of the hardware
            Stack = new StackTrace();
            Text = Environment.StackTrace;
            if (IsStuck)
            {
                throw new IOException("stuck");
            }
        }
    }
}
