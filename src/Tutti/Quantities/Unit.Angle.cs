namespace Tutti.Quantities;

/// <content>Long names of the units of angles.</content>
public sealed partial class Unit
{
    /// <summary>Radian, the unit of plane angle.</summary>
    public static Unit Radian => field ??= Parse("rad");
    /// <summary>Milliradian: 1e-3 rad.</summary>
    public static Unit Milliradian => field ??= Parse("mrad");
    /// <summary>Microradian: 1e-6 rad.</summary>
    public static Unit Microradian => field ??= Parse("urad");
    /// <summary>Nanoradian: 1e-9 rad.</summary>
    public static Unit Nanoradian => field ??= Parse("nrad");
    /// <summary>Degree: pi/180 rad.</summary>
    public static Unit Degree => field ??= Parse("deg");
    /// <summary>Millidegree: 1e-3 deg.</summary>
    public static Unit Millidegree => field ??= Parse("mdeg");
    /// <summary>Minute of arc: 1/60 deg.</summary>
    public static Unit Arcminute => field ??= Parse("arcmin");
    /// <summary>Second of arc: 1/3600 deg.</summary>
    public static Unit Arcsecond => field ??= Parse("arcsec");
    /// <summary>Full turn: 2 pi rad, 360 deg.</summary>
    public static Unit Turn => field ??= Parse("turn");
    /// <summary>Revolution per minute: 2 pi/60 rad/s.</summary>
    public static Unit RevolutionPerMinute => field ??= Parse("rpm");
    /// <summary>Steradian: rad^2, the unit of solid angle.</summary>
    public static Unit Steradian => field ??= Parse("sr");
}
