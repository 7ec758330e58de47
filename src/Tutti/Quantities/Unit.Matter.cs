namespace Tutti.Quantities;

/// <content>Long names of the units of temperature and amount of substance.</content>
public sealed partial class Unit
{
    /// <summary>Kelvin, the unit of temperature and of temperature differences.</summary>
    public static readonly Unit Kelvin = Parse("K");
    /// <summary>Millikelvin: 1e-3 K.</summary>
    public static readonly Unit Millikelvin = Parse("mK");
    /// <summary>Microkelvin: 1e-6 K.</summary>
    public static readonly Unit Microkelvin = Parse("uK");
    /// <summary>Nanokelvin: 1e-9 K.</summary>
    public static readonly Unit Nanokelvin = Parse("nK");
    /// <summary>Degree Celsius, a point on the temperature scale: 0 degC is 273.15 K; differences are in K.</summary>
    public static readonly Unit DegreeCelsius = Parse("degC");
    /// <summary>Mole, the unit of amount of substance.</summary>
    public static readonly Unit Mole = Parse("mol");
    /// <summary>Kilomole: 1e3 mol.</summary>
    public static readonly Unit Kilomole = Parse("kmol");
    /// <summary>Millimole: 1e-3 mol.</summary>
    public static readonly Unit Millimole = Parse("mmol");
    /// <summary>Micromole: 1e-6 mol.</summary>
    public static readonly Unit Micromole = Parse("umol");
    /// <summary>Nanomole: 1e-9 mol.</summary>
    public static readonly Unit Nanomole = Parse("nmol");
    /// <summary>Picomole: 1e-12 mol.</summary>
    public static readonly Unit Picomole = Parse("pmol");
    /// <summary>Molar: mol/L.</summary>
    public static readonly Unit Molar = Parse("M");
    /// <summary>Millimolar: 1e-3 M.</summary>
    public static readonly Unit Millimolar = Parse("mM");
    /// <summary>Micromolar: 1e-6 M.</summary>
    public static readonly Unit Micromolar = Parse("uM");
    /// <summary>Nanomolar: 1e-9 M.</summary>
    public static readonly Unit Nanomolar = Parse("nM");
    /// <summary>Picomolar: 1e-12 M.</summary>
    public static readonly Unit Picomolar = Parse("pM");
    /// <summary>Katal: mol/s.</summary>
    public static readonly Unit Katal = Parse("kat");
}
