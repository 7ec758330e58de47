namespace Tutti.Signals;

/// <summary>Names the weighting of samples before they are transformed to a spectrum.</summary>
/// <remarks>
/// The choice is one between telling close lines apart (a small noise bandwidth) and reading the height of a line right wherever it
/// falls between two points of the spectrum (a small scalloping loss). <see cref="Windows"/> computes them.
/// </remarks>
public enum Window
{
    /// <summary>Reads heights right within 0.01 dB; noise bandwidth 3.77 points. The choice for amplitudes.</summary>
    Flattop,

    /// <summary>All samples alike; noise bandwidth 1 point, heights up to 3.92 dB low, high side lobes.</summary>
    Rectangular,

    /// <summary>One raised cosine; noise bandwidth 1.5 points, heights up to 1.42 dB low. The choice for noise.</summary>
    Hann,

    /// <summary>A raised cosine on a pedestal; noise bandwidth 1.36 points, heights up to 1.75 dB low.</summary>
    Hamming,

    /// <summary>Three cosine terms; noise bandwidth 1.73 points, heights up to 1.10 dB low.</summary>
    Blackman,

    /// <summary>
    /// A bell with a standard deviation of a tenth of the length; noise bandwidth 2.82 points, heights up to 0.42 dB low.
    /// </summary>
    Gaussian,
}
