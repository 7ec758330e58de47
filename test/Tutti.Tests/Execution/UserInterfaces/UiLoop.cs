using Tutti.Execution;

namespace Tutti.Tests.Execution.UserInterfaces;

/// <summary>Runs the loop of a <see cref="UiThread"/> nested, and counts how often.</summary>
internal sealed class UiLoop : INestedLoop
{
    private int _runs;

    public int Runs => _runs;

    public void Run(CancellationToken until)
    {
        Interlocked.Increment(ref _runs);
        UiThread.Current.RunLoop(() => !until.IsCancellationRequested);
    }
}
