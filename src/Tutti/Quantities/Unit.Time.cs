namespace Tutti.Quantities;

/// <content>Long names of the units of times and frequencies.</content>
public sealed partial class Unit
{
    /// <summary>Second, the unit of time.</summary>
    public static Unit Second => field ??= Parse("s");
    /// <summary>Millisecond: 1e-3 s.</summary>
    public static Unit Millisecond => field ??= Parse("ms");
    /// <summary>Microsecond: 1e-6 s.</summary>
    public static Unit Microsecond => field ??= Parse("us");
    /// <summary>Nanosecond: 1e-9 s.</summary>
    public static Unit Nanosecond => field ??= Parse("ns");
    /// <summary>Picosecond: 1e-12 s.</summary>
    public static Unit Picosecond => field ??= Parse("ps");
    /// <summary>Femtosecond: 1e-15 s.</summary>
    public static Unit Femtosecond => field ??= Parse("fs");
    /// <summary>Minute: 60 s.</summary>
    public static Unit Minute => field ??= Parse("min");
    /// <summary>Hour: 3600 s.</summary>
    public static Unit Hour => field ??= Parse("h");
    /// <summary>Day: 86400 s.</summary>
    public static Unit Day => field ??= Parse("d");
    /// <summary>Hertz: 1/s; does not mix with angular speed in rad/s.</summary>
    public static Unit Hertz => field ??= Parse("Hz");
    /// <summary>Microhertz: 1e-6 Hz.</summary>
    public static Unit Microhertz => field ??= Parse("uHz");
    /// <summary>Millihertz: 1e-3 Hz.</summary>
    public static Unit Millihertz => field ??= Parse("mHz");
    /// <summary>Kilohertz: 1e3 Hz.</summary>
    public static Unit Kilohertz => field ??= Parse("kHz");
    /// <summary>Megahertz: 1e6 Hz.</summary>
    public static Unit Megahertz => field ??= Parse("MHz");
    /// <summary>Gigahertz: 1e9 Hz.</summary>
    public static Unit Gigahertz => field ??= Parse("GHz");
    /// <summary>Terahertz: 1e12 Hz.</summary>
    public static Unit Terahertz => field ??= Parse("THz");
}
