using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Timing;

/// <summary>Loads an event loop: computes the sine of 1,000 random numbers and posts itself again, until it is disposed.</summary>
internal sealed class SineJob : IDisposable
{
    private readonly EventLoop _loop = EventLoop.Current!;
    private readonly double[] _numbers = new double[1000];
    private readonly long _start = PreciseClock.Instance.GetTimestamp();
    private bool _isDisposed;
    private double _sum;
    private long _count;

    public SineJob()
    {
        var random = new Random(1);
        for (int i = 0; i < _numbers.Length; i++)
        {
            _numbers[i] = random.NextDouble();
        }

        _loop.Post(Work, null);
    }

    /// <summary>Gets how often it has run per second.</summary>
    public double PerSecond => _count / PreciseClock.Instance.GetElapsedTime(_start).TotalSeconds;

    public void Dispose() => _isDisposed = true;

    private void Work(object? state)
    {
        if (_isDisposed)
        {
            return;
        }

        foreach (double number in _numbers)
        {
            _sum += Math.Sin(number);
        }

        GC.KeepAlive(_sum);
        _count++;
        _loop.Post(Work, null);
    }
}
