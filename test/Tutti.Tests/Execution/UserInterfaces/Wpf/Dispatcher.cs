namespace Tutti.Tests.Execution.UserInterfaces.Wpf;

/// <summary>Stands in for System.Windows.Threading.Dispatcher, which is not on every machine that tests run on.</summary>
internal static class Dispatcher
{
    public static void PushFrame(DispatcherFrame frame) => UiThread.Current.RunLoop(() => frame.Continue);
}
