namespace Tutti.Execution.Internal;

/// <summary>Holds the one execution context without any value.</summary>
internal static class BlankContext
{
    /// <summary>Gets the context.</summary>
    internal static ExecutionContext Instance { get; } = Capture();

    /// <summary>Calls a function, nested in what runs on the calling thread, but as a part of no flow and no plain function.</summary>
    public static void Run(ContextCallback function, object? state)
    {
        ref PlainHolding? held = ref PlainHolding.OfThread;
        PlainHolding? outer = held;
        held = null;
        try
        {
            ExecutionContext.Run(Instance, function, state);
        }
        finally
        {
            held = outer;
        }
    }

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
