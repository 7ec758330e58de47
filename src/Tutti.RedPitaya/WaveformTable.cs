using Tutti.Instruments;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya;

/// <summary>Makes the tables that a generator puts out (section 2.5 of docs/reference/red-pitaya.md).</summary>
internal static class WaveformTable
{
    /// <summary>Is the peak of the noise in the table over its effective value.</summary>
    public const double NoiseCrestFactor = 4;

    private const int Length = GeneratorRegisters.TableLength;
    private const int NoiseSeed = 1;

    private static readonly Lazy<uint[]>[] Tables =
        [.. Enum.GetValues<Waveform>().Select(waveform => new Lazy<uint[]>(() => Encode(waveform)))];

    /// <summary>Gives the table of a shape, [16,384], encoded.</summary>
    public static ReadOnlyMemory<uint> For(Waveform waveform) => Tables[(int)waveform].Value;

    private static uint[] Encode(Waveform waveform)
    {
        double[] values = new double[Length];
        var random = new Random(NoiseSeed);
        for (int i = 0; i < Length; i++)
        {
            double phase = (double)i / Length;
            values[i] = waveform switch
            {
                Waveform.Sine => double.SinPi(2 * phase),
                Waveform.Cosine => double.CosPi(2 * phase),
                Waveform.Triangle => phase < 0.5 ? (4 * phase) - 1 : 3 - (4 * phase),
                Waveform.Ramp => (2 * phase) - 1,
                Waveform.Square => phase < 0.5 ? 1 : -1,
                Waveform.Noise => Math.Clamp(Gaussian(random) / NoiseCrestFactor, -1, 1),
                _ => 0,
            };
        }

        uint[] table = new uint[Length];
        GeneratorRegisters.TableCodec.Encode(values, table);
        return table;
    }

    /// <summary>Draws a normally distributed number (Box and Muller, Ann. Math. Statist. 29 (1958) 610).</summary>
    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * double.CosPi(2 * random.NextDouble());
}
