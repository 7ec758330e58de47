namespace Tutti.Tests.Execution.UserInterfaces.WindowsForms;

/// <summary>Stands in for System.Windows.Forms.Application.</summary>
internal static class Application
{
    public static void DoEvents()
    {
        while (UiThread.Current.TryHandleMessage())
        {
        }
    }
}
