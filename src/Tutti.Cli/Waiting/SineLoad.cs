using Tutti.Execution;

namespace Tutti.Cli.Waiting;

/// <summary>Loads an event loop by a job that computes the sine of 1,000 random numbers and posts itself again, until disposed of.</summary>
internal sealed class SineLoad : IDisposable
{
    private const int Numbers = 1000;

    private readonly EventLoop _loop;
    private readonly double[] _numbers;
    private bool _isDisposed;
    private double _sum;

    private SineLoad(EventLoop loop)
    {
        _loop = loop;
        var random = new Random(1);
        _numbers = [.. Enumerable.Range(0, Numbers).Select(_ => random.NextDouble())];
    }

    /// <summary>Gets how many jobs have run.</summary>
    public long Count { get; private set; }

    /// <summary>Starts the job on the loop that the caller runs on.</summary>
    /// <returns>The load.</returns>
    public static SineLoad Start()
    {
        var load = new SineLoad(EventLoop.Current!);
        load.Post();
        return load;
    }

    /// <inheritdoc/>
    public void Dispose() => _isDisposed = true;

    private void Post() => _loop.Post(static load => ((SineLoad)load!).Work(), this);

    private void Work()
    {
        if (_isDisposed)
        {
            return;
        }

        double sum = 0;
        foreach (double number in _numbers)
        {
            sum += Math.Sin(number);
        }

        _sum += sum;
        GC.KeepAlive(_sum);     // so that the sines are not compiled away
        Count++;
        Post();
    }
}
