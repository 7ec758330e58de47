using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tutti.Signals;

namespace Tutti.Tests.Signals;

public sealed class FftTests
{
    private const double Tolerance = 1e-14;

    /// <summary>A transform of a random power of two up to 4096 points: the exponent and the seed of its samples.</summary>
    private static readonly Arbitrary<(int Length, int Seed)> Cases =
        Gen.Choose(0, 12).Select(exponent => 1 << exponent).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    public void Transforms_OfEveryShortLength_AgreeWithTheDefinition(int length)
    {
        Complex[] samples = Random(length, length);
        Complex[] expected = Transform(samples, -1);
        Complex[] expectedInverse = [.. Transform(samples, 1).Select(value => value / length)];

        AssertClose(expected, Forward(samples));
        AssertClose(expectedInverse, Inverse(samples));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(4096)]
    [InlineData(1 << 17)]
    public void ForwardReal_OfEveryLength_IsTheLowerHalfOfForward(int length)
    {
        double[] samples = [.. Random(length, length).Select(value => value.Real)];
        var spectrum = new Complex[(length / 2) + 1];

        Fft.ForwardReal(samples, spectrum);

        AssertClose(Forward([.. samples.Select(value => new Complex(value, 0))])[..spectrum.Length], spectrum);
    }

    [Theory]
    [InlineData(1 << 14)]
    [InlineData(1 << 15)]
    [InlineData(1 << 20)]
    [InlineData(Fft.MaxLength)]
    public void Forward_LongTone_IsOneLine(int length)
    {
        int line = (length / 3) | 1;
        var data = new Complex[length];
        for (int i = 0; i < length; i++)
        {
            (double sin, double cos) = double.SinCosPi(2.0 * ((long)i * line % length) / length);
            data[i] = new Complex(cos, sin);
        }

        Fft.Forward(data);

        data[line] -= length;
        Assert.InRange(data.Max(Complex.Abs), 0, Tolerance * length);
    }

    [Fact]
    public void Inverse_OfForward_IsTheBeginning() => Check((length, samples, _) => AssertClose(samples, Inverse(Forward(samples))));

    [Fact]
    public void Forward_OfASum_IsTheSum() => Check((length, samples, random) =>
    {
        Complex[] others = Random(length, random.Next());
        Complex factor = new(random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        Complex[] sum = [.. samples.Zip(others, (a, b) => a + (factor * b))];

        AssertClose([.. Forward(samples).Zip(Forward(others), (a, b) => a + (factor * b))], Forward(sum));
    });

    [Fact]
    public void Forward_KeepsTheEnergy() => Check((length, samples, _) =>
    {
        double energy = samples.Sum(Square);

        Assert.InRange(Forward(samples).Sum(Square) / length, energy * (1 - Tolerance), energy * (1 + Tolerance));
    });

    [Fact]
    public void Forward_OfShiftedSamples_TurnsThePhase() => Check((length, samples, random) =>
    {
        int shift = random.Next(length);
        Complex[] shifted = [.. samples[shift..], .. samples[..shift]];
        Complex[] turned = [.. Forward(samples).Select((value, k) => value * Root((long)k * shift, length))];

        AssertClose(turned, Forward(shifted));
    });

    [Fact]
    public void Transforms_AfterTheFirst_AllocateNothing()
    {
        Complex[] data = Random(16384, 1);
        double[] samples = new double[16384];
        var spectrum = new Complex[8193];

        long allocated = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Fft.Forward(data);
            Fft.Inverse(data);
            Fft.ForwardReal(samples, spectrum);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Forward_OnManyThreadsAtOnce_IsRight()
    {
        Complex[] samples = Random(1 << 13, 5);
        Complex[] expected = Forward(samples);

        Parallel.For(0, 32, _ => Assert.True(expected.AsSpan().SequenceEqual(Forward(samples))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(2 * Fft.MaxLength)]
    public void Transforms_OfOtherLengths_Throw(int length)
    {
        Complex[] data = new Complex[length];

        Assert.StartsWith(
            $"A transform takes a power of two from 1 to 4194304 points; {length} were given.",
            Assert.Throws<ArgumentException>("data", () => Fft.Forward(data)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("data", () => Fft.Inverse(data));
        Assert.Throws<ArgumentException>("samples", () => Fft.ForwardReal(new double[length], data));
    }

    [Fact]
    public void ForwardReal_BadMemory_Throws()
    {
        Complex[] memory = new Complex[100];

        Assert.Throws<ArgumentException>("samples", () => Fft.ForwardReal(new double[1], memory.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>("spectrum", () => Fft.ForwardReal(new double[64], memory.AsSpan(0, 32)));
        Assert.Throws<ArgumentException>("spectrum", () => Fft.ForwardReal(
            System.Runtime.InteropServices.MemoryMarshal.Cast<Complex, double>(memory.AsSpan(32, 32)), memory.AsSpan(0, 33)));
    }

    private static void Check(Action<int, Complex[], Random> property) =>
        Prop.ForAll(Cases, entry => property(entry.Length, Random(entry.Length, entry.Seed), new Random(entry.Seed)))
            .Check(Config.QuickThrowOnFailure);

    private static Complex[] Forward(Complex[] samples)
    {
        Complex[] data = [.. samples];
        Fft.Forward(data);
        return data;
    }

    private static Complex[] Inverse(Complex[] samples)
    {
        Complex[] data = [.. samples];
        Fft.Inverse(data);
        return data;
    }

    private static Complex[] Transform(Complex[] samples, int sign)
    {
        var result = new Complex[samples.Length];
        for (int k = 0; k < result.Length; k++)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                result[k] += samples[i] * Root((long)sign * i * k, samples.Length);
            }
        }

        return result;
    }

    private static Complex Root(long product, int length)
    {
        (double sin, double cos) = double.SinCosPi(2.0 * (product % length) / length);
        return new Complex(cos, sin);
    }

    private static Complex[] Random(int length, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
    }

    private static double Square(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);

    private static void AssertClose(Complex[] expected, Complex[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Complex.Abs);
        double worst = expected.Zip(actual, (a, b) => Complex.Abs(a - b)).Max();
        Assert.True(worst <= Tolerance * scale, $"{expected.Length} points: {worst} beside {scale}.");
    }
}
