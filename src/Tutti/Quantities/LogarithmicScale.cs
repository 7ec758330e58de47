namespace Tutti.Quantities;

/// <summary>Is a scale of decibels above a reference, such as dBm: 30 dBm is 1000 mW.</summary>
/// <param name="reference">The linear unit of which one is 0 dB.</param>
/// <param name="decibel">The unit of differences.</param>
/// <param name="perDecade">Decibels per factor of ten: 10 for powers, 20 for amplitudes.</param>
internal sealed class LogarithmicScale(Unit reference, Unit decibel, double perDecade) : PointScale(reference, decibel)
{
    private readonly double _perDecade = perDecade;

    public override double ToAnchor(double value) => Math.Pow(10, value / _perDecade);

    public override double FromAnchor(double value) => _perDecade * Math.Log10(value);
}
