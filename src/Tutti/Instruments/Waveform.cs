namespace Tutti.Instruments;

/// <summary>Names the shape of a generator's period.</summary>
public enum Waveform
{
    /// <summary>A sine that begins at zero and rises.</summary>
    Sine,

    /// <summary>A cosine: a sine that begins at its maximum.</summary>
    Cosine,

    /// <summary>A triangle that begins at its minimum.</summary>
    Triangle,

    /// <summary>A ramp from the minimum up to the maximum, and back at once.</summary>
    Ramp,

    /// <summary>The maximum in the first half, the minimum in the second.</summary>
    Square,

    /// <summary>The offset alone.</summary>
    Constant,

    /// <summary>White Gaussian noise whose effective value is the amplitude.</summary>
    Noise,
}
