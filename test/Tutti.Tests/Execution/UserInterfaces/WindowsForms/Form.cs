namespace Tutti.Tests.Execution.UserInterfaces.WindowsForms;

/// <summary>Stands in for System.Windows.Forms.Form, as the main form, with which the program ends.</summary>
internal sealed class Form
{
#pragma warning disable CA1822 // As in the type that it stands for.
    public bool IsDisposed => UiThread.Current.IsShuttingDown;
#pragma warning restore CA1822
}
