namespace Tutti.Quantities;

/// <content>Units of counts, pixels, samples and shares.</content>
public static partial class Units
{
    /// <summary>Count: one event or one digital step; mixes with nothing else.</summary>
    public static Unit count => Unit.Count;
    /// <summary>Count per second.</summary>
    public static Unit cps => Unit.CountPerSecond;
    /// <summary>Kilocount per second: 1e3 cps.</summary>
    public static Unit kcps => Unit.KilocountPerSecond;
    /// <summary>Megacount per second: 1e6 cps.</summary>
    public static Unit Mcps => Unit.MegacountPerSecond;
    /// <summary>Pixel; mixes with nothing else.</summary>
    public static Unit px => Unit.Pixel;
    /// <summary>Megapixel: 1e6 px.</summary>
    public static Unit Mpx => Unit.Megapixel;
    /// <summary>Sample of a signal; mixes with nothing else.</summary>
    public static Unit Sa => Unit.Sample;
    /// <summary>Kilosample: 1e3 Sa.</summary>
    public static Unit kSa => Unit.Kilosample;
    /// <summary>Megasample: 1e6 Sa.</summary>
    public static Unit MSa => Unit.Megasample;
    /// <summary>Gigasample: 1e9 Sa.</summary>
    public static Unit GSa => Unit.Gigasample;
    /// <summary>Sample of a signal, written Sa; mixes with nothing else.</summary>
    public static Unit samples => Unit.Sample;
    /// <summary>Percent: 0.01, a plain number.</summary>
    public static Unit percent => Unit.Percent;
    /// <summary>Part per million: 1e-6, a plain number.</summary>
    public static Unit ppm => Unit.PartPerMillion;
    /// <summary>Part per billion: 1e-9, a plain number.</summary>
    public static Unit ppb => Unit.PartPerBillion;
}
