using System.ComponentModel;

namespace Tutti.Execution;

/// <summary>Is a <see cref="Future"/> with a choice of where to resume; used by the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1815 // Nobody compares awaitables.
public readonly struct ConfiguredFuture
#pragma warning restore CA1815
{
    private readonly FutureAwaiter _awaiter;

    internal ConfiguredFuture(Future future, bool continueOnCapturedContext)
    {
        _awaiter = new FutureAwaiter(future, continueOnCapturedContext);
    }

    /// <summary>Gets the awaiter.</summary>
    /// <returns>The awaiter.</returns>
    public FutureAwaiter GetAwaiter() => _awaiter;
}
