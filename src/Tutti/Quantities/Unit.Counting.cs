namespace Tutti.Quantities;

/// <content>Long names of the units of counts, pixels, samples and shares.</content>
public sealed partial class Unit
{
    /// <summary>Count: one event or one digital step; mixes with nothing else.</summary>
    public static readonly Unit Count = Parse("count");
    /// <summary>Count per second.</summary>
    public static readonly Unit CountPerSecond = Parse("cps");
    /// <summary>Kilocount per second: 1e3 cps.</summary>
    public static readonly Unit KilocountPerSecond = Parse("kcps");
    /// <summary>Megacount per second: 1e6 cps.</summary>
    public static readonly Unit MegacountPerSecond = Parse("Mcps");
    /// <summary>Pixel; mixes with nothing else.</summary>
    public static readonly Unit Pixel = Parse("px");
    /// <summary>Megapixel: 1e6 px.</summary>
    public static readonly Unit Megapixel = Parse("Mpx");
    /// <summary>Sample of a signal; mixes with nothing else.</summary>
    public static readonly Unit Sample = Parse("Sa");
    /// <summary>Kilosample: 1e3 Sa.</summary>
    public static readonly Unit Kilosample = Parse("kSa");
    /// <summary>Megasample: 1e6 Sa.</summary>
    public static readonly Unit Megasample = Parse("MSa");
    /// <summary>Gigasample: 1e9 Sa.</summary>
    public static readonly Unit Gigasample = Parse("GSa");
    /// <summary>Percent: 0.01, a plain number.</summary>
    public static readonly Unit Percent = Parse("%");
    /// <summary>Part per million: 1e-6, a plain number.</summary>
    public static readonly Unit PartPerMillion = Parse("ppm");
    /// <summary>Part per billion: 1e-9, a plain number.</summary>
    public static readonly Unit PartPerBillion = Parse("ppb");
}
