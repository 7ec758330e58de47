using System.Text.RegularExpressions;
using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using Tutti.Tests.Instruments;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence;

/// <summary>Holds that what says so instead of hanging says what the document quotes.</summary>
public sealed class RefusalTests
{
    private const string Document = "docs/how-to/debug-without-asynchrony.md";
    private const string Heading = "## What says so instead of hanging";

    private readonly Stage _motor = new("motor");
    private readonly CountingInstrument _counter = new();

    [Fact]
    public void Messages_AreThoseOfTheDocument()
    {
        string[] quoted = [.. QuotedMessages()];
        string[] actual = Asynchrony.IsDisabled // Differences.LaterTextThrows
            ? [Held(), Paused(), Endless(), Nested(), TooDeep()]
            : [Message(Asynchrony.Disable)];

        Assert.All(actual, message => Assert.Single(quoted, text => Matches(text, message)));
        Assert.Equal(6, quoted.Length); // those of both modes
    }

    private string Held()
    {
        using (Exclusive.Acquire(_motor))
        {
            Future set;
            using (ExecutionContext.SuppressFlow())
            {
                set = _motor.Position.SetAsync(1 * mm);
            }

            return Message(() => set.Join());
        }
    }

    private string Paused() => Message(_counter.Pause);

    private string Endless() => Message(() => _ = _counter.StartContinuous());

    private string Nested()
    {
        string message = string.Empty;
        _counter.WhileAcquiring = () => message = Message(() => _counter.SingleAsync(1).Join());
        _counter.SingleAsync(1).Join();
        return message;
    }

    private static string TooDeep()
    {
        static async Task NestAsync(int depth)
        {
            await Task.Yield();
            if (depth > 0)
            {
                await Future.Start(() => NestAsync(depth - 1));
            }
        }

        return Message(() => Future.Start(() => NestAsync(100)).Join());
    }

    private static string Message(Action action)
    {
        Future.Completed.Join();
        _ = Future.Run(() => { }).Join();
        return Assert.Throws<InvalidOperationException>(action).Message;
    }

    private static IEnumerable<string> QuotedMessages() =>
        File.ReadLines(Path.Combine(Subject.RepositoryDirectory, Document))
            .SkipWhile(line => line != Heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("> ", StringComparison.Ordinal))
            .Select(line => line[2..]);

#pragma warning disable MA0009 // The pattern is the document's.
    private static bool Matches(string quoted, string message) =>
        Regex.IsMatch(message, $"^{Regex.Escape(quoted).Replace(@"\.\.\.", ".+", StringComparison.Ordinal)}$");
#pragma warning restore MA0009
}
