namespace Tutti.Quantities;

/// <content>Long names of the units of times and frequencies.</content>
public sealed partial class Unit
{
    /// <summary>Second, the unit of time.</summary>
    public static readonly Unit Second = Parse("s");
    /// <summary>Millisecond: 1e-3 s.</summary>
    public static readonly Unit Millisecond = Parse("ms");
    /// <summary>Microsecond: 1e-6 s.</summary>
    public static readonly Unit Microsecond = Parse("us");
    /// <summary>Nanosecond: 1e-9 s.</summary>
    public static readonly Unit Nanosecond = Parse("ns");
    /// <summary>Picosecond: 1e-12 s.</summary>
    public static readonly Unit Picosecond = Parse("ps");
    /// <summary>Femtosecond: 1e-15 s.</summary>
    public static readonly Unit Femtosecond = Parse("fs");
    /// <summary>Minute: 60 s.</summary>
    public static readonly Unit Minute = Parse("min");
    /// <summary>Hour: 3600 s.</summary>
    public static readonly Unit Hour = Parse("h");
    /// <summary>Day: 86400 s.</summary>
    public static readonly Unit Day = Parse("d");
    /// <summary>Hertz: 1/s; does not mix with angular speed in rad/s.</summary>
    public static readonly Unit Hertz = Parse("Hz");
    /// <summary>Microhertz: 1e-6 Hz.</summary>
    public static readonly Unit Microhertz = Parse("uHz");
    /// <summary>Millihertz: 1e-3 Hz.</summary>
    public static readonly Unit Millihertz = Parse("mHz");
    /// <summary>Kilohertz: 1e3 Hz.</summary>
    public static readonly Unit Kilohertz = Parse("kHz");
    /// <summary>Megahertz: 1e6 Hz.</summary>
    public static readonly Unit Megahertz = Parse("MHz");
    /// <summary>Gigahertz: 1e9 Hz.</summary>
    public static readonly Unit Gigahertz = Parse("GHz");
    /// <summary>Terahertz: 1e12 Hz.</summary>
    public static readonly Unit Terahertz = Parse("THz");
}
