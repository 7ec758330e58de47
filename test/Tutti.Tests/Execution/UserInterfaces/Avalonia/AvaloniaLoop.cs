using Tutti.Execution;

namespace Tutti.Tests.Execution.UserInterfaces.Avalonia;

internal sealed class AvaloniaLoop : INestedLoop
{
    public void Run(CancellationToken until) => Dispatcher.UIThread.MainLoop(until);
}
