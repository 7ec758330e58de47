namespace Tutti.Instruments;

/// <summary>Says how the points of a sweep are spaced.</summary>
public enum FrequencyScale
{
    /// <summary>With equal ratios from one to the next.</summary>
    Logarithmic,

    /// <summary>With equal steps from one to the next.</summary>
    Linear,
}
