using Tutti.Execution;

namespace Tutti.Tests.Execution.UserInterfaces.Wpf;

internal sealed class WpfLoop : INestedLoop
{
    public void Run(CancellationToken until)
    {
        var frame = new DispatcherFrame();
        using (until.Register(() => frame.Continue = false))
        {
            Dispatcher.PushFrame(frame);
        }
    }
}
