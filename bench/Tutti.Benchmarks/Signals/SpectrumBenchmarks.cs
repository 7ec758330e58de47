using BenchmarkDotNet.Attributes;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Benchmarks.Signals;

/// <summary>Measures what is done once per trace: averaging, the spectrum, the fit of a sine.</summary>
[MemoryDiagnoser]
public class SpectrumBenchmarks
{
    private Trace<double> _trace = new(Axis.Uniform("time", 0 * s, 8 * ns, 0), default, V);

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        double[] values = [.. Enumerable.Range(0, 16384).Select(i => double.Sin(0.1 * i) + (0.01 * random.NextDouble()))];
        _trace = new Trace<double>(Axis.Uniform("time", 0 * s, 8 * ns, values.Length), values, V);
    }

    [Benchmark(Baseline = true)]
    public Trace<double> AverageWith() => _trace.AverageWith(_trace, 0.1);

    [Benchmark]
    public Trace<double> Power() => Spectrum.Power(_trace, Window.Flattop);

    [Benchmark]
    public SineFit FitSine() => SineFit.Of(_trace);
}
