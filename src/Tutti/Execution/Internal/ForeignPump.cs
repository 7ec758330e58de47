namespace Tutti.Execution.Internal;

/// <summary>Keeps a foreign single-threaded context going, by its registered loop, while something waits on its thread. For one wait.</summary>
#pragma warning disable CA1001 // The source has neither timer nor wait handle of its own; it may be woken after the wait.
internal sealed class ForeignPump(INestedLoop loop, SynchronizationContext context) : IPump
#pragma warning restore CA1001
{
    // how often in a row the loop may throw without having handled a message of this pump's
    private const int MostFailures = 16;

    private readonly CancellationTokenSource _until = new();
    private Func<object, bool> _condition = static _ => false;
    private object _state = string.Empty;
    private int _failures;
    private volatile bool _isOver;

    /// <inheritdoc/>
    public bool IsOver => _isOver;

    /// <inheritdoc/>
    public void RunUntil(Func<object, bool> condition, object state)
    {
        if (condition(state))
        {
            _isOver = true;
            return;
        }

        _condition = condition;
        _state = state;
        try
        {
            NestedWait.ThrowIfTooDeep($"the thread of '{context.GetType()}'");

            // what the frame that waits holds and belongs to must not be seen by the messages, and must be the same after them
            BlankContext.Run(static pump => ((ForeignPump)pump!).Run(), this);
        }
        finally
        {
            _isOver = true;
        }

        if (!condition(state))
        {
            throw new InvalidOperationException(
                $"The nested loop '{loop.GetType()}', registered for '{context.GetType()}', returned before the wait was over"
                + $"{NestedWait.DescribeInnermost()}. Its program may be ending; otherwise its {nameof(INestedLoop.Run)} has to run until the token fires.");
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        if (_isOver)
        {
            return;
        }

        try
        {
            context.Post(static pump => ((ForeignPump)pump!).Look(), this);
        }
#pragma warning disable CA1031 // The thread of the context may be ending; then its loop is to return all the same.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(exception, $"{context.GetType()}.{nameof(context.Post)}");
            End();
        }
    }

    // on the thread of the context, as one of its messages
    private void Look()
    {
        if (!_isOver && _condition(_state))
        {
            End();
        }
    }

    private void End()
    {
        try
        {
            _until.Cancel();
        }
#pragma warning disable CA1031 // What the loop itself has registered on the token threw.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            EventLoop.Report(exception);
        }
    }

    private void Run()
    {
        SynchronizationContext.SetSynchronizationContext(context);
        bool isToRun = true;
        while (isToRun && !_until.IsCancellationRequested)
        {
            try
            {
                loop.Run(_until.Token);
                isToRun = false;
            }
#pragma warning disable CA1031 // A message threw; that is not the affair of what waits here.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ContinueAfter(exception);
            }
        }
    }

    private void ContinueAfter(Exception exception)
    {
        if (++_failures > MostFailures)
        {
            throw new InvalidOperationException(
                $"The nested loop '{loop.GetType()}', registered for '{context.GetType()}', cannot run: {exception.Message}", exception);
        }

        EventLoop.Report(exception);
        context.Post(static pump => ((ForeignPump)pump!)._failures = 0, this); // A loop that gets to this does handle messages.
        if (SynchronizationContext.Current != context)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
