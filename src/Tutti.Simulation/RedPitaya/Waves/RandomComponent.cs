namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>A generator whose table pointer is random at every cycle: noise with the distribution of the table.</summary>
/// <remarks>Its means are taken over at most 16 draws and scaled to the spread that a mean over all cycles has.</remarks>
internal sealed class RandomComponent : Component
{
    private const long MostDraws = 16;

    private readonly Waveform _waveform;
    private readonly ulong _seed;
    private readonly long _origin;
    private readonly double _mean;

    /// <summary>Initializes the component.</summary>
    /// <param name="waveform">The table.</param>
    /// <param name="seed">The seed of the pointer.</param>
    /// <param name="origin">The cycle that others count from.</param>
    public RandomComponent(Waveform waveform, ulong seed, long origin)
    {
        _waveform = waveform;
        _seed = seed;
        _origin = origin;
        const ulong End = (ulong)Waveform.Length << Waveform.FractionBits;
        _mean = waveform.Integral(End) / End;
    }

    /// <inheritdoc/>
    public override void Add(Span<double> sum, long first, long stride)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += Draw(first + (i * stride));
        }
    }

    /// <inheritdoc/>
    public override void AddMeans(Span<double> sum, long first, long stride)
    {
        long draws = Math.Min(stride, MostDraws);
        double spread = Math.Sqrt((double)draws / stride);
        for (int i = 0; i < sum.Length; i++)
        {
            double total = 0;
            for (long draw = 0; draw < draws; draw++)
            {
                total += Draw(first + (i * stride) - draw);
            }

            sum[i] += _mean + (((total / draws) - _mean) * spread);
        }
    }

    /// <inheritdoc/>
    public override Interval Range(long first, long last) => _waveform.Range(0, ulong.MaxValue >> 34);

    /// <inheritdoc/>
    public override void AppendTones(List<Tone> tones) => tones.Add(new Tone(_mean, 0));

    private double Draw(long cycle) => _waveform.Counts[(int)(GaussianNoise.Key(_seed, _origin + cycle) & (Waveform.Length - 1))];
}
