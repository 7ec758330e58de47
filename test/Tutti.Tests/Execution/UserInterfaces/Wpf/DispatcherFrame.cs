namespace Tutti.Tests.Execution.UserInterfaces.Wpf;

/// <summary>Stands in for System.Windows.Threading.DispatcherFrame.</summary>
internal sealed class DispatcherFrame
{
    public bool Continue { get; set; } = true;
}
