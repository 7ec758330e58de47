using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Running in virtual time.</content>
public sealed partial class EventLoop
{
    /// <summary>Runs a program on a new loop in virtual time, until its task has ended: whenever everything waits for time, time jumps.</summary>
    /// <param name="program">The program; it begins at once, on this thread.</param>
    /// <param name="options">The clock, the seed and the limit of real time.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit of real time is not positive, or longer than about 24 days.</exception>
    /// <exception cref="InvalidOperationException">The program returned no task, or the clock has served another run.</exception>
    /// <exception cref="TimeoutException">
    /// Nothing in the run went on for longer than the limit of real time; the message explains what waits for what.
    /// </exception>
    /// <remarks>
    /// <para>
    /// Everything that the program starts takes part: async functions run on this thread, blocking ones on workers, and of all these threads one runs
    /// at a time. A worker lets others go on when it ends or blocks in a wait of Tutti's; its going on is ready work like any other. With a seed the
    /// order of ready work is permuted, and the same seed gives the same order again; others can then also go on wherever a worker starts something, such
    /// as a get or a set of a parameter. <see cref="Clock.Current"/> is the virtual clock, also where
    /// the flow of the execution context is suppressed, as long as the code runs on a thread of the run.
    /// </para>
    /// <para>
    /// What does not take part is what other means put on other threads: <see cref="Task.Run(Action)"/>, <c>ConfigureAwait(false)</c>, timers of the
    /// system. Calls of Tutti from there throw <see cref="InvalidOperationException"/>. While an exchange of a link is under way virtual time stands and
    /// the loop waits for it in real time. What the program throws is thrown here, with its original stack trace.
    /// </para>
    /// <para>
    /// When the program's task has ended, what it has left running is cancelled and runs, in virtual time, until it has ended; then this returns. What
    /// does not end even so is given up: its waits, and its calls of Tutti from then on, throw <see cref="OperationCanceledException"/>.
    /// </para>
    /// </remarks>
    public static void Run(Func<Task> program, VirtualRunOptions options)
    {
        Task task = RunVirtually(program, options);
#pragma warning disable VSTHRD002 // It has ended; this throws what it threw.
        task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    /// <inheritdoc cref="Run(Func{Task}, VirtualRunOptions)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The result of the program.</returns>
    public static T Run<T>(Func<Task<T>> program, VirtualRunOptions options)
    {
        Task<T> task = RunVirtually(program, options);
#pragma warning disable VSTHRD002 // It has ended; this throws what it threw.
        return task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private static TTask RunVirtually<TTask>(Func<TTask> program, VirtualRunOptions options)
        where TTask : Task
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Clock, nameof(options));
        if (options.RealTimeLimit <= TimeSpan.Zero || options.RealTimeLimit.TotalMilliseconds > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.RealTimeLimit, $"{nameof(options.RealTimeLimit)} is more than zero and at most 24 days.");
        }

        return VirtualRun.RunProgram(program, options);
    }
}
