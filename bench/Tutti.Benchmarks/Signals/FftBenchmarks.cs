using System.Numerics;
using BenchmarkDotNet.Attributes;
using Tutti.Signals;

namespace Tutti.Benchmarks.Signals;

/// <summary>Measures the transforms against a textbook one of radix 2.</summary>
[MemoryDiagnoser]
public class FftBenchmarks
{
    private Complex[] _data = [];
    private double[] _samples = [];
    private Complex[] _spectrum = [];

    [Params(1024, 16384, 262144)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _data = [.. Enumerable.Range(0, Length).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
        _samples = [.. _data.Select(value => value.Real)];
        _spectrum = new Complex[(Length / 2) + 1];
    }

    /// <summary>Transforms there and back by radix 2, which leaves the numbers as they were.</summary>
    [Benchmark(Baseline = true)]
    public void TextbookThereAndBack()
    {
        Textbook(_data, -1);
        Textbook(_data, 1);
        for (int i = 0; i < _data.Length; i++)
        {
            _data[i] /= _data.Length;
        }
    }

    /// <summary>Transforms there and back.</summary>
    [Benchmark]
    public void ForwardAndInverse()
    {
        Fft.Forward(_data);
        Fft.Inverse(_data);
    }

    /// <summary>Transforms real samples, once.</summary>
    [Benchmark]
    public void ForwardReal() => Fft.ForwardReal(_samples, _spectrum);

    /// <summary>Swaps by reversed bits, then joins pairs, with roots by recurrence.</summary>
    private static void Textbook(Complex[] data, int sign)
    {
        for (int i = 1, j = 0; i < data.Length; i++)
        {
            int bit = data.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (data[i], data[j]) = (data[j], data[i]);
            }
        }

        for (int length = 2; length <= data.Length; length *= 2)
        {
            Complex step = Complex.FromPolarCoordinates(1, sign * 2 * double.Pi / length);
            for (int start = 0; start < data.Length; start += length)
            {
                Complex root = Complex.One;
                for (int k = start; k < start + (length / 2); k++)
                {
                    Complex odd = data[k + (length / 2)] * root;
                    data[k + (length / 2)] = data[k] - odd;
                    data[k] += odd;
                    root *= step;
                }
            }
        }
    }
}
