namespace Tutti.Quantities;

/// <content>Long names of the units of temperature and amount of substance.</content>
public sealed partial class Unit
{
    /// <summary>Kelvin, the unit of temperature and of temperature differences.</summary>
    public static Unit Kelvin => field ??= Parse("K");
    /// <summary>Millikelvin: 1e-3 K.</summary>
    public static Unit Millikelvin => field ??= Parse("mK");
    /// <summary>Microkelvin: 1e-6 K.</summary>
    public static Unit Microkelvin => field ??= Parse("uK");
    /// <summary>Nanokelvin: 1e-9 K.</summary>
    public static Unit Nanokelvin => field ??= Parse("nK");
    /// <summary>Degree Celsius, a point on the temperature scale: 0 degC is 273.15 K; differences are in K.</summary>
    public static Unit DegreeCelsius => field ??= Parse("degC");
    /// <summary>Mole, the unit of amount of substance.</summary>
    public static Unit Mole => field ??= Parse("mol");
    /// <summary>Kilomole: 1e3 mol.</summary>
    public static Unit Kilomole => field ??= Parse("kmol");
    /// <summary>Millimole: 1e-3 mol.</summary>
    public static Unit Millimole => field ??= Parse("mmol");
    /// <summary>Micromole: 1e-6 mol.</summary>
    public static Unit Micromole => field ??= Parse("umol");
    /// <summary>Nanomole: 1e-9 mol.</summary>
    public static Unit Nanomole => field ??= Parse("nmol");
    /// <summary>Picomole: 1e-12 mol.</summary>
    public static Unit Picomole => field ??= Parse("pmol");
    /// <summary>Molar: mol/L.</summary>
    public static Unit Molar => field ??= Parse("M");
    /// <summary>Millimolar: 1e-3 M.</summary>
    public static Unit Millimolar => field ??= Parse("mM");
    /// <summary>Micromolar: 1e-6 M.</summary>
    public static Unit Micromolar => field ??= Parse("uM");
    /// <summary>Nanomolar: 1e-9 M.</summary>
    public static Unit Nanomolar => field ??= Parse("nM");
    /// <summary>Picomolar: 1e-12 M.</summary>
    public static Unit Picomolar => field ??= Parse("pM");
    /// <summary>Katal: mol/s.</summary>
    public static Unit Katal => field ??= Parse("kat");
}
