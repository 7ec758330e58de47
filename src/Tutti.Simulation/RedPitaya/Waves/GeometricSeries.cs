using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>Sums exponentials over many cycles in closed form.</summary>
internal static class GeometricSeries
{
    /// <summary>Returns exp(0) + exp(rate) + ... + exp((count - 1) rate), accurate also for rates near zero.</summary>
    /// <param name="rate">The change per cycle.</param>
    /// <param name="count">The number of terms.</param>
    /// <returns>The sum.</returns>
    public static Complex Sum(Complex rate, long count)
    {
        Complex step = ExpMinusOne(rate);
        return step == Complex.Zero ? count : ExpMinusOne(rate * count) / step;
    }

    private static Complex ExpMinusOne(Complex exponent)
    {
        double half = Math.Sin(exponent.Imaginary / 2);
        double growth = Math.Exp(exponent.Real);
        double growthMinusOne = 2 * Math.Sinh(exponent.Real / 2) * Math.Exp(exponent.Real / 2);
        return new Complex(growthMinusOne - (2 * half * half * growth), growth * Math.Sin(exponent.Imaginary));
    }
}
