namespace Tutti.Quantities;

/// <content>Units of times and frequencies.</content>
public static partial class Units
{
    /// <summary>Second, the unit of time.</summary>
    public static Unit s => Unit.Second;
    /// <summary>Millisecond: 1e-3 s.</summary>
    public static Unit ms => Unit.Millisecond;
    /// <summary>Microsecond: 1e-6 s.</summary>
    public static Unit us => Unit.Microsecond;
    /// <summary>Nanosecond: 1e-9 s.</summary>
    public static Unit ns => Unit.Nanosecond;
    /// <summary>Picosecond: 1e-12 s.</summary>
    public static Unit ps => Unit.Picosecond;
    /// <summary>Femtosecond: 1e-15 s.</summary>
    public static Unit fs => Unit.Femtosecond;
    /// <summary>Minute: 60 s.</summary>
    public static Unit min => Unit.Minute;
    /// <summary>Hour: 3600 s.</summary>
    public static Unit h => Unit.Hour;
    /// <summary>Day: 86400 s.</summary>
    public static Unit day => Unit.Day;
    /// <summary>Hertz: 1/s; does not mix with angular speed in rad/s.</summary>
    public static Unit Hz => Unit.Hertz;
    /// <summary>Microhertz: 1e-6 Hz.</summary>
    public static Unit uHz => Unit.Microhertz;
    /// <summary>Millihertz: 1e-3 Hz.</summary>
    public static Unit mHz => Unit.Millihertz;
    /// <summary>Kilohertz: 1e3 Hz.</summary>
    public static Unit kHz => Unit.Kilohertz;
    /// <summary>Megahertz: 1e6 Hz.</summary>
    public static Unit MHz => Unit.Megahertz;
    /// <summary>Gigahertz: 1e9 Hz.</summary>
    public static Unit GHz => Unit.Gigahertz;
    /// <summary>Terahertz: 1e12 Hz.</summary>
    public static Unit THz => Unit.Terahertz;
}
