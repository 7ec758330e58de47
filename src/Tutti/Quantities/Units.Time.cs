namespace Tutti.Quantities;

/// <content>Units of times and frequencies.</content>
public static partial class Units
{
    /// <summary>Second, the unit of time.</summary>
    public static readonly Unit s = Unit.Second;
    /// <summary>Millisecond: 1e-3 s.</summary>
    public static readonly Unit ms = Unit.Millisecond;
    /// <summary>Microsecond: 1e-6 s.</summary>
    public static readonly Unit us = Unit.Microsecond;
    /// <summary>Nanosecond: 1e-9 s.</summary>
    public static readonly Unit ns = Unit.Nanosecond;
    /// <summary>Picosecond: 1e-12 s.</summary>
    public static readonly Unit ps = Unit.Picosecond;
    /// <summary>Femtosecond: 1e-15 s.</summary>
    public static readonly Unit fs = Unit.Femtosecond;
    /// <summary>Minute: 60 s.</summary>
    public static readonly Unit min = Unit.Minute;
    /// <summary>Hour: 3600 s.</summary>
    public static readonly Unit h = Unit.Hour;
    /// <summary>Day: 86400 s.</summary>
    public static readonly Unit day = Unit.Day;
    /// <summary>Hertz: 1/s; does not mix with angular speed in rad/s.</summary>
    public static readonly Unit Hz = Unit.Hertz;
    /// <summary>Microhertz: 1e-6 Hz.</summary>
    public static readonly Unit uHz = Unit.Microhertz;
    /// <summary>Millihertz: 1e-3 Hz.</summary>
    public static readonly Unit mHz = Unit.Millihertz;
    /// <summary>Kilohertz: 1e3 Hz.</summary>
    public static readonly Unit kHz = Unit.Kilohertz;
    /// <summary>Megahertz: 1e6 Hz.</summary>
    public static readonly Unit MHz = Unit.Megahertz;
    /// <summary>Gigahertz: 1e9 Hz.</summary>
    public static readonly Unit GHz = Unit.Gigahertz;
    /// <summary>Terahertz: 1e12 Hz.</summary>
    public static readonly Unit THz = Unit.Terahertz;
}
