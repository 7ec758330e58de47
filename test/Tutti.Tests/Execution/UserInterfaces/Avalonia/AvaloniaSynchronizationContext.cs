namespace Tutti.Tests.Execution.UserInterfaces.Avalonia;

/// <summary>Stands in for Avalonia.Threading.AvaloniaSynchronizationContext.</summary>
internal sealed class AvaloniaSynchronizationContext(UiThread thread) : UiContext(thread);
