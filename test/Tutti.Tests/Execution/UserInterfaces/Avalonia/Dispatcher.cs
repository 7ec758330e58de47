namespace Tutti.Tests.Execution.UserInterfaces.Avalonia;

/// <summary>Stands in for Avalonia.Threading.Dispatcher.</summary>
internal sealed class Dispatcher
{
    public static Dispatcher UIThread { get; } = new();

#pragma warning disable CA1822 // As in the type that it stands for.
    public void MainLoop(CancellationToken cancellationToken)
    {
        bool goesOn = true;
        cancellationToken.Register(() => goesOn = false);
        UiThread.Current.RunLoop(() => goesOn);
    }
#pragma warning restore CA1822
}
