namespace Tutti.Execution.Internal;

/// <summary>Is work that cannot wait for anything, since its function returns a plain value; a structure, as <see cref="ISynchronousWork"/> is.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <remarks>Done by <see cref="Future{T}.TryDoNow"/>, each step once and in this order, on one thread and all in the flow that asks.</remarks>
internal interface IPlainWork<T>
{
    /// <summary>Makes ready.</summary>
    /// <param name="caller">The flow that asks.</param>
    /// <param name="outer">What is held for another plain function on the calling thread.</param>
    /// <returns>What the work holds from now on; <see langword="null"/> if it would have to wait for that, and then nothing else is done.</returns>
    PlainHolding? TryPrepare(Flow? caller, PlainHolding? outer);

    /// <summary>Calls the function.</summary>
    T Call();

    /// <summary>Puts away what was made ready; also if the function threw.</summary>
    void Leave();
}
