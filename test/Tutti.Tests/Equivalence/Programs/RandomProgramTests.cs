using Tutti.Execution;

namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Compares random programs with a plain reference: what every future ends with, and the order that the text fixes.</summary>
public sealed class RandomProgramTests
{
    private const int Programs = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Programs_OfAnySeed_EndAsTheReferenceSays(bool onALoop)
    {
        int seed = 0;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                for (; seed < Programs; seed++)
                {
                    Check(seed, onALoop);
                }
            }
#pragma warning disable CA1031 // It fails the test, on the test's own thread.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                failure = ex;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();

        Assert.True(thread.Join(Patience), $"Seed {seed} hangs:\n{ProgramText.Of(new ProgramGenerator(seed).Generate())}\n{string.Join('\n', Future.Running.Select(future => future.Explain()))}");
        Assert.True(failure is null, $"Seed {seed}: {failure}\n{ProgramText.Of(new ProgramGenerator(seed).Generate())}");
    }

    [Fact]
    public void Programs_OfAllSeeds_UseEveryStatement()
    {
        string text = string.Concat(Enumerable.Range(0, Programs).Select(seed => ProgramText.Of(new ProgramGenerator(seed).Generate())));

        Assert.All(
            typeof(Statement).Assembly.GetTypes().Where(type => type.BaseType == typeof(Statement)),
            type => Assert.Contains($"{type.Name} ", text, StringComparison.Ordinal));
    }

    private static void Check(int seed, bool onALoop)
    {
        Body program = new ProgramGenerator(seed).Generate();
        ReferenceRun expected = ReferenceRun.Of(program);
#pragma warning disable VSTHRD002, xUnit1031 // A thread without a context of its own.
        TuttiRun actual = onALoop ? EventLoop.Run(() => TuttiRun.OfAsync(program)) : TuttiRun.OfAsync(program).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, xUnit1031

        Assert.Equal(Lines(expected.Outcomes), Lines(actual.Outcomes));
        foreach (int future in expected.Outcomes.Keys)
        {
            Assert.Equal(LinesOf(future, expected.Log), LinesOf(future, actual.Log));
        }

        if (Asynchrony.IsDisabled) // Differences.NothingIsPending
        {
            Assert.Equal(expected.Log, actual.Log);
        }

        CheckOrder(actual.Log);
    }

    /// <summary>Checks that each future wrote its lines after it was started, and before anybody had waited for it.</summary>
    private static void CheckOrder(List<(int Future, string Line)> log)
    {
        Dictionary<string, int> places = [];
        for (int i = 0; i < log.Count; i++)
        {
            places.TryAdd(log[i].Line, i);
        }

        for (int i = 0; i < log.Count; i++)
        {
            int future = log[i].Future;
            Assert.True(future == 0 || places[$"start {future}"] < i, $"f{future} wrote '{log[i].Line}' before it was started.");
            Assert.True(
                !places.TryGetValue($"waited {future}", out int waited) || i < waited,
                $"f{future} wrote '{log[i].Line}' after somebody had waited for it.");
        }
    }

    private static string[] Lines(SortedDictionary<int, Outcome> outcomes) => [.. outcomes.Select(entry => $"f{entry.Key}: {entry.Value.Text}")];

    private static string[] LinesOf(int future, List<(int Future, string Line)> log) =>
        [.. log.Where(entry => entry.Future == future).Select(entry => entry.Line)];
}
