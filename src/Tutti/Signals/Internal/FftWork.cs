using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tutti.Signals.Internal;

/// <summary>Runs the stages of one transform on two rented pairs of arrays, from one to the other and back.</summary>
internal ref struct FftWork
{
    /// <summary>What the parts of the memory are moved apart by, so that equal indices do not compete for one set of the cache.</summary>
    private const int Gap = 40;

    private readonly int _n;
    private ref double _real;
    private ref double _imaginary;
    private ref double _realSpare;
    private ref double _imaginarySpare;

    /// <summary>Takes hold of working memory.</summary>
    /// <param name="memory">At least <see cref="Length"/> numbers.</param>
    /// <param name="n">The length of the transform, at least 16.</param>
    internal FftWork(double[] memory, int n)
    {
        _n = n;
        _real = ref MemoryMarshal.GetArrayDataReference(memory);
        _imaginary = ref Unsafe.Add(ref _real, n + Gap);
        _realSpare = ref Unsafe.Add(ref _imaginary, n + Gap);
        _imaginarySpare = ref Unsafe.Add(ref _realSpare, n + Gap);
    }

    /// <summary>Gives the size of the working memory of a transform of length n.</summary>
    internal static int Length(int n) => 4 * (n + Gap);

    /// <summary>Runs a transform from one layout into the same.</summary>
    /// <param name="data">The input, replaced by the result.</param>
    /// <param name="factor">What the result is multiplied with.</param>
    internal void Run<TLayout>(ref double data, double factor)
        where TLayout : struct, IFftLayout
    {
        int last = RunAllButLast<TLayout>(ref data);
        RunLast<TLayout>(last, ref data, ref data, factor);
    }

    /// <summary>Runs a transform of 2 n real numbers.</summary>
    /// <param name="samples">The input.</param>
    /// <param name="spectrum">Receives n + 1 numbers.</param>
    internal void RunReal(ref double samples, Span<Complex> spectrum)
    {
        int last = RunAllButLast<InterleavedLayout>(ref samples);
        RunLast<SplitLayout>(last, ref _real, ref _imaginary, 1);
        ref double twiddles = ref Twiddles(2 * _n);
        FftStages.UnpackReal(
            ref _real, ref _imaginary, ref Unsafe.As<Complex, double>(ref MemoryMarshal.GetReference(spectrum)), (nuint)_n, ref twiddles);
        spectrum[0] = _real + _imaginary;
        spectrum[_n] = _real - _imaginary;
        spectrum[_n / 2] = Complex.Conjugate(At(_n / 2));
        for (int k = 1; k < 4; k++)
        {
            Complex other = Complex.Conjugate(At(_n - k));
            Complex even = (At(k) + other) * 0.5;
            Complex odd = (At(k) - other) * 0.5 * new Complex(Unsafe.Add(ref twiddles, k), Unsafe.Add(ref twiddles, k + 4));
            var turned = new Complex(odd.Imaginary, -odd.Real);
            spectrum[k] = even + turned;
            spectrum[_n - k] = Complex.Conjugate(even - turned);
        }
    }

    private static ref double Twiddles(int m) => ref MemoryMarshal.GetArrayDataReference(FftTwiddles.For(m));

    /// <returns>The length of the last stage, 4 or 8.</returns>
    private int RunAllButLast<TLayout>(ref double source)
        where TLayout : struct, IFftLayout
    {
        FftStages.First<TLayout>(ref source, ref _real, ref _imaginary, (nuint)_n, ref Twiddles(_n));
        int m = _n / 4;
        for (int s = 4; m >= 16; m /= 4, s *= 4)
        {
            FftStages.Middle(
                ref _real, ref _imaginary, ref _realSpare, ref _imaginarySpare, (nuint)m, (nuint)s, ref Twiddles(m));
            Exchange();
        }

        return m;
    }

    private readonly void RunLast<TLayout>(int m, ref double first, ref double second, double factor)
        where TLayout : struct, IFftLayout
    {
        if (m == 4)
        {
            FftStages.LastOfFour<TLayout>(ref _real, ref _imaginary, ref first, ref second, (nuint)_n, factor);
        }
        else
        {
            FftStages.LastOfEight<TLayout>(ref _real, ref _imaginary, ref first, ref second, (nuint)_n, factor);
        }
    }

    private readonly Complex At(int index) => new(Unsafe.Add(ref _real, index), Unsafe.Add(ref _imaginary, index));

    private void Exchange()
    {
        ref double real = ref _real;
        ref double imaginary = ref _imaginary;
        _real = ref _realSpare;
        _imaginary = ref _imaginarySpare;
        _realSpare = ref real;
        _imaginarySpare = ref imaginary;
    }
}
