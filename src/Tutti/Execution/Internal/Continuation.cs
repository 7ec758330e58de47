namespace Tutti.Execution.Internal;

/// <summary>Is something to do once a future has ended; a node of the future's list of them.</summary>
internal abstract class Continuation
{
    /// <summary>Marks a future whose continuations have been taken: what comes later runs at once.</summary>
    public static readonly Continuation Taken = new TakenMark();

    /// <summary>Gets or sets the continuation that was attached before this one.</summary>
    public Continuation? Next { get; set; }

    /// <summary>Gets a value indicating whether nothing is left to do, so that who comes next may take it out of the list.</summary>
    public virtual bool IsDropped => false;

    /// <summary>Does it. Called once, without any lock, by whoever ended the future; must not run code of the user's inline.</summary>
    public abstract void Invoke();

    private sealed class TakenMark : Continuation
    {
        public override void Invoke() => throw new System.Diagnostics.UnreachableException();
    }
}
