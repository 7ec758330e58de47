namespace Tutti.Quantities;

/// <content>Long names of the units of angles.</content>
public sealed partial class Unit
{
    /// <summary>Radian, the unit of plane angle.</summary>
    public static readonly Unit Radian = Parse("rad");
    /// <summary>Milliradian: 1e-3 rad.</summary>
    public static readonly Unit Milliradian = Parse("mrad");
    /// <summary>Microradian: 1e-6 rad.</summary>
    public static readonly Unit Microradian = Parse("urad");
    /// <summary>Nanoradian: 1e-9 rad.</summary>
    public static readonly Unit Nanoradian = Parse("nrad");
    /// <summary>Degree: pi/180 rad.</summary>
    public static readonly Unit Degree = Parse("deg");
    /// <summary>Millidegree: 1e-3 deg.</summary>
    public static readonly Unit Millidegree = Parse("mdeg");
    /// <summary>Minute of arc: 1/60 deg.</summary>
    public static readonly Unit Arcminute = Parse("arcmin");
    /// <summary>Second of arc: 1/3600 deg.</summary>
    public static readonly Unit Arcsecond = Parse("arcsec");
    /// <summary>Full turn: 2 pi rad, 360 deg.</summary>
    public static readonly Unit Turn = Parse("turn");
    /// <summary>Revolution per minute: 2 pi/60 rad/s.</summary>
    public static readonly Unit RevolutionPerMinute = Parse("rpm");
    /// <summary>Steradian: rad^2, the unit of solid angle.</summary>
    public static readonly Unit Steradian = Parse("sr");
}
