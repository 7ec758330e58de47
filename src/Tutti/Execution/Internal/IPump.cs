namespace Tutti.Execution.Internal;

/// <summary>Keeps a single-threaded context going while something waits on its thread.</summary>
internal interface IPump
{
    /// <summary>Gets a value indicating whether it was for one wait that is over, so that it need not be woken any more.</summary>
    bool IsOver { get; }

    /// <summary>Runs the loop of the calling thread, nested in what runs on it, until something is true.</summary>
    /// <param name="condition">What is looked at, on this thread, at least whenever the loop is woken.</param>
    /// <param name="state">What it is called with.</param>
    void RunUntil(Func<object, bool> condition, object state);

    /// <summary>Makes the loop look at its condition again. Any thread may call it.</summary>
    void Wake();
}
