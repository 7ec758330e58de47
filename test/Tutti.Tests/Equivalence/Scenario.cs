using System.Globalization;
using Tutti.Execution;

namespace Tutti.Equivalence;

/// <summary>Runs an ordinary program in the mode that the process is in, and compares its transcript with the one that both modes must give.</summary>
internal static class Scenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Gets how a program can be run: each on a thread of its own.</summary>
    private static readonly (string Name, Action<Func<Task>> Run)[] Settings =
    [
        ("on a thread", program => Finish(program())),
        ("on an event loop", EventLoop.Run),
        ("in a blocking function", program => Future.Run(void () => Finish(program())).Join()),
        ("in an async function", program => Future.Start(program).Join()),
        ("in a blocking function on an event loop", program => EventLoop.Run(async () => await Future.Run(void () => Finish(program())))),
    ];

    /// <summary>Runs a program on a thread, on a loop and in futures, and compares.</summary>
    /// <param name="program">The program; it is run several times and makes what it needs itself.</param>
    /// <param name="expected">What it writes down.</param>
    public static void Agrees(Func<Transcript, Task> program, string expected)
    {
        foreach ((string setting, Action<Func<Task>> run) in Settings)
        {
            var transcript = new Transcript();
            Exception? failure = null;
            var thread = new Thread(() => failure = Record(() => run(() => program(transcript))))
            {
                IsBackground = true,
                Name = setting,
                CurrentCulture = CultureInfo.InvariantCulture,
            };
            thread.Start();
            Assert.True(
                thread.Join(Patience),
                $"The program {setting} hangs, after:\n{transcript}\n\n{string.Join('\n', Future.Running.Select(future => future.Explain()))}");
            if (failure is not null)
            {
                Assert.Fail($"The program {setting} failed: {failure}\n\nafter:\n{transcript}");
            }

            string actual = transcript.ToString();
            string mode = Asynchrony.IsDisabled ? "off" : "on"; // the switch itself
            Assert.True(
                actual == expected.ReplaceLineEndings("\n"),
                $"The program {setting}, with asynchrony {mode}, wrote:\n{actual}\n\nand not:\n{expected}");
        }
    }

    private static void Finish(Task task)
    {
#pragma warning disable VSTHRD002 // A program that blocks is what is tried out here.
        task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private static Exception? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // It fails the test, on the test's own thread.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            return ex;
        }
    }
}
