namespace Tutti.Execution.Internal;

/// <summary>Holds the one execution context without any value.</summary>
internal static class BlankContext
{
    /// <summary>Gets the context.</summary>
    internal static ExecutionContext Instance { get; } = Capture();

    // a new thread that was given none has it
    private static ExecutionContext Capture()
    {
        ExecutionContext? context = null;
        var thread = new Thread(() => context = ExecutionContext.Capture()) { IsBackground = true, Name = "Tutti start" };
        thread.UnsafeStart();
        thread.Join();
        return context!;
    }
}
