namespace Tutti.Quantities;

/// <summary>Names the independent kinds of physical quantity from which every <see cref="Dimension"/> is built.</summary>
/// <remarks>
/// The first seven are those of the SI. Angle, count, pixel and sample are dimensions of their own here, so that they do not mix with
/// lengths or with plain numbers; level is the dimension of the decibel.
/// </remarks>
public enum BaseDimension
{
    /// <summary>Length, in metre.</summary>
    Length,

    /// <summary>Mass, in kilogram.</summary>
    Mass,

    /// <summary>Time, in second.</summary>
    Time,

    /// <summary>Electric current, in ampere.</summary>
    Current,

    /// <summary>Thermodynamic temperature, in kelvin.</summary>
    Temperature,

    /// <summary>Amount of substance, in mole.</summary>
    Amount,

    /// <summary>Luminous intensity, in candela.</summary>
    LuminousIntensity,

    /// <summary>Plane angle, in radian.</summary>
    Angle,

    /// <summary>A number of events or of digital steps, in count.</summary>
    Count,

    /// <summary>A number of picture elements, in pixel.</summary>
    Pixel,

    /// <summary>A number of samples of a signal, in sample.</summary>
    Sample,

    /// <summary>The logarithm of a ratio, in decibel.</summary>
    Level,
}
