using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tutti.Signals.Internal;

/// <summary>Holds the stages of a self-sorting (Stockham) transform of radix 4, with a last stage of radix 4 or 8.</summary>
/// <remarks>
/// A stage of length m and stride s takes x[q + s (p + k m/4)] to y[q + s (4 p + k)], q = 0 .. s - 1, p = 0 .. m/4 - 1, k = 0 .. 3, and
/// the next one has length m/4 and stride 4 s; no bit reversal is needed. Real and imaginary parts lie in arrays of their own between the
/// first stage, which takes the caller's complex numbers apart, and the last, which puts them together.
/// Source: C. Van Loan, Computational Frameworks for the Fast Fourier Transform (SIAM 1992), section 1.7 (Stockham) and 2.4 (radix 4, 8).
/// The stages are compiled once and fully: what the runtime learns from its first, slow runs makes them half as fast (measured).
/// </remarks>
internal static class FftStages
{
    /// <summary>Runs the first stage: stride 1, vectors along p.</summary>
    /// <param name="source">Interleaved real and imaginary parts, 2 n numbers.</param>
    /// <param name="real">The real parts of the result, n numbers.</param>
    /// <param name="imaginary">The imaginary parts of the result, n numbers.</param>
    /// <param name="n">The length of the transform, at least 16.</param>
    /// <param name="twiddles">The table of <paramref name="n"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void First<TLayout>(ref double source, ref double real, ref double imaginary, nuint n, ref double twiddles)
        where TLayout : struct, IFftLayout
    {
        unchecked
        {
            nuint quarter = n / 4;
            for (nuint p = 0; p < quarter; p += 4)
            {
                Quad a = TLayout.Load(ref source, p);
                Quad b = TLayout.Load(ref source, p + quarter);
                Quad c = TLayout.Load(ref source, p + (2 * quarter));
                Quad d = TLayout.Load(ref source, p + (3 * quarter));
                Butterfly(ref a, ref b, ref c, ref d);
                b = b.Times(Quad.LoadBlock(ref twiddles, 0));
                c = c.Times(Quad.LoadBlock(ref twiddles, 8));
                d = d.Times(Quad.LoadBlock(ref twiddles, 16));
                twiddles = ref Unsafe.Add(ref twiddles, FftTwiddles.BlockLength);
                Lanes.StoreTransposed(a.Real, b.Real, c.Real, d.Real, ref real, 4 * p);
                Lanes.StoreTransposed(a.Imaginary, b.Imaginary, c.Imaginary, d.Imaginary, ref imaginary, 4 * p);
            }
        }
    }

    /// <summary>Runs a middle stage: stride at least 4, vectors along q.</summary>
    /// <param name="real">The real parts.</param>
    /// <param name="imaginary">The imaginary parts.</param>
    /// <param name="realOut">The real parts of the result.</param>
    /// <param name="imaginaryOut">The imaginary parts of the result.</param>
    /// <param name="m">The length of the stage.</param>
    /// <param name="s">The stride of the stage.</param>
    /// <param name="twiddles">The table of <paramref name="m"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Middle(
        ref double real, ref double imaginary, ref double realOut, ref double imaginaryOut, nuint m, nuint s, ref double twiddles)
    {
        unchecked
        {
            nuint quarter = m / 4 * s;
            for (nuint p = 0; p < m / 4; p++)
            {
                ref double w = ref Unsafe.Add(ref twiddles, (p / 4 * FftTwiddles.BlockLength) + (p % 4));
                Quad w1 = Quad.BroadcastFromBlock(ref w, 0);
                Quad w2 = Quad.BroadcastFromBlock(ref w, 8);
                Quad w3 = Quad.BroadcastFromBlock(ref w, 16);
                nuint from = p * s;
                nuint to = 4 * from;
                for (nuint end = from + s; from < end; from += 4, to += 4)
                {
                    Quad a = Quad.Load(ref real, ref imaginary, from);
                    Quad b = Quad.Load(ref real, ref imaginary, from + quarter);
                    Quad c = Quad.Load(ref real, ref imaginary, from + (2 * quarter));
                    Quad d = Quad.Load(ref real, ref imaginary, from + (3 * quarter));
                    Butterfly(ref a, ref b, ref c, ref d);
                    a.Store(ref realOut, ref imaginaryOut, to);
                    b.Times(w1).Store(ref realOut, ref imaginaryOut, to + s);
                    c.Times(w2).Store(ref realOut, ref imaginaryOut, to + (2 * s));
                    d.Times(w3).Store(ref realOut, ref imaginaryOut, to + (3 * s));
                }
            }
        }
    }

    /// <summary>Runs a last stage of length 4, scaled; it may write where it reads.</summary>
    /// <param name="real">The real parts.</param>
    /// <param name="imaginary">The imaginary parts.</param>
    /// <param name="first">Where the layout stores: all numbers, or the real parts.</param>
    /// <param name="second">Where the layout stores the imaginary parts, if apart.</param>
    /// <param name="n">The length of the transform, at least 16.</param>
    /// <param name="factor">What the result is multiplied with.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LastOfFour<TLayout>(
        ref double real, ref double imaginary, ref double first, ref double second, nuint n, double factor)
        where TLayout : struct, IFftLayout
    {
        unchecked
        {
            nuint s = n / 4;
            Vector256<double> scale = Vector256.Create(factor);
            for (nuint q = 0; q < s; q += 4)
            {
                Quad a = Quad.Load(ref real, ref imaginary, q);
                Quad b = Quad.Load(ref real, ref imaginary, q + s);
                Quad c = Quad.Load(ref real, ref imaginary, q + (2 * s));
                Quad d = Quad.Load(ref real, ref imaginary, q + (3 * s));
                Butterfly(ref a, ref b, ref c, ref d);
                TLayout.Store(a.Times(scale), ref first, ref second, q);
                TLayout.Store(b.Times(scale), ref first, ref second, q + s);
                TLayout.Store(c.Times(scale), ref first, ref second, q + (2 * s));
                TLayout.Store(d.Times(scale), ref first, ref second, q + (3 * s));
            }
        }
    }

    /// <summary>Runs a last stage of length 8, scaled; it may write where it reads.</summary>
    /// <param name="real">The real parts.</param>
    /// <param name="imaginary">The imaginary parts.</param>
    /// <param name="first">Where the layout stores: all numbers, or the real parts.</param>
    /// <param name="second">Where the layout stores the imaginary parts, if apart.</param>
    /// <param name="n">The length of the transform, at least 32.</param>
    /// <param name="factor">What the result is multiplied with.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LastOfEight<TLayout>(
        ref double real, ref double imaginary, ref double first, ref double second, nuint n, double factor)
        where TLayout : struct, IFftLayout
    {
        unchecked
        {
            nuint s = n / 8;
            Vector256<double> scale = Vector256.Create(factor);
            Vector256<double> diagonal = Vector256.Create(double.Sqrt(0.5) * factor);
            for (nuint q = 0; q < s; q += 4)
            {
                Quad even0 = Quad.Load(ref real, ref imaginary, q);
                Quad even1 = Quad.Load(ref real, ref imaginary, q + (2 * s));
                Quad even2 = Quad.Load(ref real, ref imaginary, q + (4 * s));
                Quad even3 = Quad.Load(ref real, ref imaginary, q + (6 * s));
                Butterfly(ref even0, ref even1, ref even2, ref even3);
                Quad odd0 = Quad.Load(ref real, ref imaginary, q + s);
                Quad odd1 = Quad.Load(ref real, ref imaginary, q + (3 * s));
                Quad odd2 = Quad.Load(ref real, ref imaginary, q + (5 * s));
                Quad odd3 = Quad.Load(ref real, ref imaginary, q + (7 * s));
                Butterfly(ref odd0, ref odd1, ref odd2, ref odd3);
                StorePair<TLayout>(even0.Times(scale), odd0.Times(scale), ref first, ref second, q, 4 * s);
                StorePair<TLayout>(even1.Times(scale), odd1.MinusJTimes(odd1).Times(diagonal), ref first, ref second, q + s, 4 * s);
                Quad turned = new(odd2.Imaginary, -odd2.Real);
                StorePair<TLayout>(even2.Times(scale), turned.Times(scale), ref first, ref second, q + (2 * s), 4 * s);
                Quad turned3 = new(odd3.Imaginary - odd3.Real, -odd3.Imaginary - odd3.Real);
                StorePair<TLayout>(even3.Times(scale), turned3.Times(diagonal), ref first, ref second, q + (3 * s), 4 * s);
            }
        }
    }

    /// <summary>Makes the half spectrum of real numbers from the transform of their pairs.</summary>
    /// <remarks>
    /// With Z the transform of z[i] = x[2 i] + j x[2 i + 1], E = (Z[k] + Z*[m - k]) / 2, O = (Z[k] - Z*[m - k]) / 2 and w the twiddle of
    /// 2 m at k: X[k] = E - j w O and X[m - k] = (E + j w O)*. Handles k = 4 .. m/2 - 1 and their mirror images.
    /// </remarks>
    /// <param name="real">The real parts of Z.</param>
    /// <param name="imaginary">The imaginary parts of Z.</param>
    /// <param name="spectrum">Interleaved, 2 (m + 1) numbers.</param>
    /// <param name="m">The length of Z, at least 16.</param>
    /// <param name="twiddles">The table of 2 m.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void UnpackReal(ref double real, ref double imaginary, ref double spectrum, nuint m, ref double twiddles)
    {
        unchecked
        {
            Vector256<double> half = Vector256.Create(0.5);
            for (nuint k = 4; k < m / 2; k += 4)
            {
                nuint mirror = m - k - 3;
                twiddles = ref Unsafe.Add(ref twiddles, FftTwiddles.BlockLength);
                Quad z = Quad.Load(ref real, ref imaginary, k).Times(half);
                Quad reversed = Quad.Load(ref real, ref imaginary, mirror).Times(half);
                Quad other = new(Lanes.Reverse(reversed.Real), -Lanes.Reverse(reversed.Imaginary));
                Quad even = z.Plus(other);
                Quad odd = z.Minus(other).Times(Quad.LoadBlock(ref twiddles, 0));
                InterleavedLayout.Store(even.MinusJTimes(odd), ref spectrum, ref spectrum, k);
                Quad result = even.PlusJTimes(odd);
                Quad conjugate = new(Lanes.Reverse(result.Real), -Lanes.Reverse(result.Imaginary));
                InterleavedLayout.Store(conjugate, ref spectrum, ref spectrum, mirror);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly(ref Quad a, ref Quad b, ref Quad c, ref Quad d)
    {
        Quad sumAc = a.Plus(c);
        Quad differenceAc = a.Minus(c);
        Quad sumBd = b.Plus(d);
        Quad differenceBd = b.Minus(d);
        a = sumAc.Plus(sumBd);
        b = differenceAc.MinusJTimes(differenceBd);
        c = sumAc.Minus(sumBd);
        d = differenceAc.PlusJTimes(differenceBd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair<TLayout>(Quad even, Quad odd, ref double first, ref double second, nuint index, nuint distance)
        where TLayout : struct, IFftLayout
    {
        TLayout.Store(even.Plus(odd), ref first, ref second, index);
        TLayout.Store(even.Minus(odd), ref first, ref second, unchecked(index + distance));
    }
}
