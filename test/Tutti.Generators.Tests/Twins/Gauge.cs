using Tutti.Execution;

namespace Tutti.Generators.Tests.Twins;

/// <summary>Is a device with blocking functions, as a user would write it; the generator makes the others as this project is built.</summary>
internal sealed partial class Gauge
{
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public double Last { get; private set; }

    /// <summary>Measures.</summary>
    /// <param name="gain">The gain.</param>
    /// <param name="count">How often.</param>
    /// <returns>The mean.</returns>
    [Async]
    public double Measure(double gain, int count = 2)
    {
        Gate.Wait(TestContext.Current.CancellationToken);
        return gain * count;
    }

    [Async]
    public void Set(double value) => Last = value;

    [Async]
    public static T Largest<T>(params T[] values)
        where T : IComparable<T>
    {
        return values.Max() ?? throw new InvalidOperationException("There is none.");
    }

    [Async]
    public static void Fail(string message) => throw new InvalidOperationException(message);

    [Async]
    public static bool WaitForCancel(CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    [Async]
    public static bool IsToldToStop(CancellationToken cancellationToken) => cancellationToken.CanBeCanceled;
}
