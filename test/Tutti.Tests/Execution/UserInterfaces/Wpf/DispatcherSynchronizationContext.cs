namespace Tutti.Tests.Execution.UserInterfaces.Wpf;

/// <summary>Stands in for System.Windows.Threading.DispatcherSynchronizationContext.</summary>
internal sealed class DispatcherSynchronizationContext(UiThread thread) : UiContext(thread);
