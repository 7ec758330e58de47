namespace Tutti.Quantities;

/// <content>Units of angles.</content>
public static partial class Units
{
    /// <summary>Radian, the unit of plane angle.</summary>
    public static Unit rad => Unit.Radian;
    /// <summary>Milliradian: 1e-3 rad.</summary>
    public static Unit mrad => Unit.Milliradian;
    /// <summary>Microradian: 1e-6 rad.</summary>
    public static Unit urad => Unit.Microradian;
    /// <summary>Nanoradian: 1e-9 rad.</summary>
    public static Unit nrad => Unit.Nanoradian;
    /// <summary>Degree: pi/180 rad.</summary>
    public static Unit deg => Unit.Degree;
    /// <summary>Millidegree: 1e-3 deg.</summary>
    public static Unit mdeg => Unit.Millidegree;
    /// <summary>Minute of arc: 1/60 deg.</summary>
    public static Unit arcmin => Unit.Arcminute;
    /// <summary>Second of arc: 1/3600 deg.</summary>
    public static Unit arcsec => Unit.Arcsecond;
    /// <summary>Full turn: 2 pi rad, 360 deg.</summary>
    public static Unit turn => Unit.Turn;
    /// <summary>Revolution per minute: 2 pi/60 rad/s.</summary>
    public static Unit rpm => Unit.RevolutionPerMinute;
    /// <summary>Steradian: rad^2, the unit of solid angle.</summary>
    public static Unit sr => Unit.Steradian;
}
