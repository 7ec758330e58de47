using System.Threading.Channels;
using Tutti.Exclusion;
using Tutti.Execution;

namespace Tutti.Tests.Exclusion;

/// <summary>Is one line of control that a test leads step by step: what it acquires it holds until it is told to give that back.</summary>
internal sealed class Line
{
    private readonly Channel<Step> _steps = Channel.CreateUnbounded<Step>();
    private readonly Stack<Lease> _leases = new();

    private Line()
    {
    }

    /// <summary>Gets the future whose work it is, if it is that of one.</summary>
    public Future? Future { get; private set; }

    /// <summary>Starts a line of its own.</summary>
    public static Line Start(string name)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return StartWithin(name);
        }
    }

    /// <summary>Starts a line within the calling flow.</summary>
    public static Line StartWithin(string name)
    {
        var line = new Line();
        line.Future = Future.Start(line.WorkAsync, name: name);
        return line;
    }

    /// <summary>Starts a line that is the work of no future.</summary>
    public static Line StartOutside()
    {
        var line = new Line();
        using (ExecutionContext.SuppressFlow())
        {
            _ = line.WorkAsync();
        }

        return line;
    }

    /// <summary>Acquires, and says when it was granted.</summary>
    public Task AcquireAsync(params IExclusive[] resources) => AddAsync(new Step(resources));

    /// <summary>Acquires within a time, and unless it is cancelled.</summary>
    public Task AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken, params IExclusive[] resources) =>
        AddAsync(new Step(resources, timeout, null, cancellationToken));

    /// <summary>Does something within the line, which waits for that.</summary>
    public Task DoAsync(Func<Task> work) => AddAsync(new Step(Work: work));

    /// <summary>Gives the innermost lease back.</summary>
    public Task ReleaseAsync() => AddAsync(new Step());

    /// <summary>Gives all leases back and ends the line, when it has done all that it was told.</summary>
    public void End() => _steps.Writer.TryComplete();

    private Task AddAsync(Step step)
    {
        _steps.Writer.TryWrite(step);
        return step.Done.Task;
    }

    private async Task WorkAsync()
    {
        while (await _steps.Reader.WaitToReadAsync())
        {
            if (!_steps.Reader.TryRead(out Step? step))
            {
                continue;
            }

            try
            {
                // here and not in a method of its own, for a lease belongs to the flow that calls
                if (step.Resources is { } resources)
                {
                    _leases.Push(await Exclusive.AcquireAsync(resources.AsEnumerable(), step.Timeout, step.Cancellation));
                }
                else if (step.Work is { } work)
                {
                    await work();
                }
                else
                {
                    _leases.Pop().Dispose();
                }

                step.Done.SetResult();
            }
#pragma warning disable CA1031 // The test that waits for the step gets it.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                step.Done.SetException(ex);
            }
        }

        while (_leases.TryPop(out Lease lease))
        {
            lease.Dispose();
        }
    }

    private sealed record Step(
        IExclusive[]? Resources = null, TimeSpan? Timeout = null, Func<Task>? Work = null, CancellationToken Cancellation = default)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
