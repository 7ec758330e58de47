namespace Tutti.Quantities;

/// <content>Long names of the units of counts, pixels, samples and shares.</content>
public sealed partial class Unit
{
    /// <summary>Count: one event or one digital step; mixes with nothing else.</summary>
    public static Unit Count => field ??= Parse("count");
    /// <summary>Count per second.</summary>
    public static Unit CountPerSecond => field ??= Parse("cps");
    /// <summary>Kilocount per second: 1e3 cps.</summary>
    public static Unit KilocountPerSecond => field ??= Parse("kcps");
    /// <summary>Megacount per second: 1e6 cps.</summary>
    public static Unit MegacountPerSecond => field ??= Parse("Mcps");
    /// <summary>Pixel; mixes with nothing else.</summary>
    public static Unit Pixel => field ??= Parse("px");
    /// <summary>Megapixel: 1e6 px.</summary>
    public static Unit Megapixel => field ??= Parse("Mpx");
    /// <summary>Sample of a signal; mixes with nothing else.</summary>
    public static Unit Sample => field ??= Parse("Sa");
    /// <summary>Kilosample: 1e3 Sa.</summary>
    public static Unit Kilosample => field ??= Parse("kSa");
    /// <summary>Megasample: 1e6 Sa.</summary>
    public static Unit Megasample => field ??= Parse("MSa");
    /// <summary>Gigasample: 1e9 Sa.</summary>
    public static Unit Gigasample => field ??= Parse("GSa");
    /// <summary>Percent: 0.01, a plain number.</summary>
    public static Unit Percent => field ??= Parse("%");
    /// <summary>Part per million: 1e-6, a plain number.</summary>
    public static Unit PartPerMillion => field ??= Parse("ppm");
    /// <summary>Part per billion: 1e-9, a plain number.</summary>
    public static Unit PartPerBillion => field ??= Parse("ppb");
}
