namespace Tutti.Tests.Execution.UserInterfaces;

/// <summary>Is a special kind of context.</summary>
internal sealed class DerivedUiContext(UiThread thread) : UiContext(thread);
