namespace Tutti.Execution.Internal;

/// <summary>Waits for what is no future, in the way that <see cref="Future.Join()"/> does.</summary>
internal static class Blocking
{
    /// <summary>Waits for a value task and gives its result.</summary>
    public static T Wait<T>(ValueTask<T> task)
    {
        if (!task.IsCompleted)
        {
            Task<T> pending = task.AsTask();
            var future = new Future<T>("blocking wait");
            _ = pending.ContinueWith(
                static (task, future) => ((Future<T>)future!).EndAs(task),
                future,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            try
            {
                return future.Result;
            }
            catch (Exception) when (!future.IsDone)
            {
                future.OnEnd(static future => _ = ((Future)future).Exception, future); // No wait here: nobody will look at it.
                throw;
            }
        }

#pragma warning disable VSTHRD002, CA2012 // It has ended: this only fetches its result.
        return task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, CA2012
    }
}
