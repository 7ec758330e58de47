namespace Tutti.Tests.Execution.UserInterfaces.WindowsForms;

/// <summary>Stands in for System.Windows.Forms.WindowsFormsSynchronizationContext.</summary>
internal sealed class WindowsFormsSynchronizationContext(UiThread thread) : UiContext(thread);
