namespace Tutti.Execution;

/// <summary>Runs the message loop of a user interface, or of another foreign single-threaded context, nested in what runs on it.</summary>
/// <remarks>
/// Registered by <see cref="EventLoop.Register{TContext}"/>. With it <see cref="Future.Join()"/>, <see cref="Future{T}.Result"/>,
/// <see cref="Clock.Sleep(TimeSpan)"/> and what is built on them wait on the thread of that context without freezing it.
/// </remarks>
public interface INestedLoop
{
    /// <summary>Handles the messages of the calling thread until a token fires.</summary>
    /// <param name="until">
    /// Says that the wait is over. It fires on the same thread, in a message posted to the context; so a loop that looks at it after each message
    /// misses nothing.
    /// </param>
    /// <remarks>
    /// Called on the thread of the context, also while another call stands beneath. To return before the token has fired means that the loop cannot
    /// go on, as when the program ends: the wait then throws. An exception is taken for one of a message and reported by
    /// <see cref="EventLoop.UnhandledException"/>, and the loop is run again.
    /// </remarks>
    void Run(CancellationToken until);
}
