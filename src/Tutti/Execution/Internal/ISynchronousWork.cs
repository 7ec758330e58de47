namespace Tutti.Execution.Internal;

/// <summary>Is what a future does in its synchronous part; a structure, so that the part is compiled for each kind of work by itself.</summary>
/// <remarks>Done by <see cref="Future.TryDo{TWork}"/>, each step once and in this order, on one thread.</remarks>
internal interface ISynchronousWork
{
    /// <summary>Makes the flow that is the work of the future and the source of its token.</summary>
    /// <param name="caller">The flow that starts the future.</param>
    Flow MakeFlow(Flow? caller);

    /// <summary>Makes ready, in the flow that starts the future.</summary>
    void Prepare();

    /// <summary>Calls the function, in the flow of the future.</summary>
    /// <param name="rest">What the future ends as; <see langword="null"/> if the function is done and the future has its result.</param>
    void Call(out Task? rest);

    /// <summary>Puts away what was made ready, back in the flow that starts the future; also if the function threw.</summary>
    void Leave();
}
