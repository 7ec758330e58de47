using Tutti.Execution;

namespace Tutti.Tests.Execution.UserInterfaces.WindowsForms;

internal sealed class WindowsFormsLoop(Form mainForm) : INestedLoop
{
    public void Run(CancellationToken until)
    {
        while (!until.IsCancellationRequested && !mainForm.IsDisposed)
        {
            User32.MsgWaitForMultipleObjectsEx(0, 0, User32.Infinite, User32.AllInput, User32.InputAvailable);   // sleeps until there is a message
            Application.DoEvents();
        }
    }
}
