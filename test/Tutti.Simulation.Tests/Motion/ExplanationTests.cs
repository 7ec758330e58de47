using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Simulation.Motion;
using Tutti.Testing;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.Tests.Motion;

/// <summary>Holds that what is said of a motor that moves is what the document shows.</summary>
public sealed class ExplanationTests
{
    private const string Document = "docs/explanation/futures.md";

    [Fact]
    public void Explain_MotorMoves_IsThatOfTheDocument()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);

        string explanation = Virtual.Run(ScanAsync);

        string document = File.ReadAllText(Path.Combine(Subject.RepositoryDirectory, Document));
        Assert.True(document.Contains($"\n```\n{explanation.ReplaceLineEndings("\n")}\n```\n", StringComparison.Ordinal), explanation);
    }

#pragma warning disable MA0040, xUnit1051 // The document shows it as it stands in a program.
    private static async Task<string> ScanAsync()
    {
        await using var motor = new SimulatedMotor("motor");
        await motor.Position.SetAsync(3.2 * mm);
        Future scan = Future.Start(async () => await motor.Position.SetAsync(25 * mm), name: "scan");

        await Clock.Delay(1.2 * s);
        return scan.Explain();
    }
#pragma warning restore MA0040, xUnit1051
}
