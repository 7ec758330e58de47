namespace Tutti.Quantities;

/// <content>Units of temperature and amount of substance.</content>
public static partial class Units
{
    /// <summary>Kelvin, the unit of temperature and of temperature differences.</summary>
    public static readonly Unit K = Unit.Kelvin;
    /// <summary>Millikelvin: 1e-3 K.</summary>
    public static readonly Unit mK = Unit.Millikelvin;
    /// <summary>Microkelvin: 1e-6 K.</summary>
    public static readonly Unit uK = Unit.Microkelvin;
    /// <summary>Nanokelvin: 1e-9 K.</summary>
    public static readonly Unit nK = Unit.Nanokelvin;
    /// <summary>Degree Celsius, a point on the temperature scale: 0 degC is 273.15 K; differences are in K.</summary>
    public static readonly Unit degC = Unit.DegreeCelsius;
    /// <summary>Mole, the unit of amount of substance.</summary>
    public static readonly Unit mol = Unit.Mole;
    /// <summary>Kilomole: 1e3 mol.</summary>
    public static readonly Unit kmol = Unit.Kilomole;
    /// <summary>Millimole: 1e-3 mol.</summary>
    public static readonly Unit mmol = Unit.Millimole;
    /// <summary>Micromole: 1e-6 mol.</summary>
    public static readonly Unit umol = Unit.Micromole;
    /// <summary>Nanomole: 1e-9 mol.</summary>
    public static readonly Unit nmol = Unit.Nanomole;
    /// <summary>Picomole: 1e-12 mol.</summary>
    public static readonly Unit pmol = Unit.Picomole;
    /// <summary>Molar: mol/L.</summary>
    public static readonly Unit M = Unit.Molar;
    /// <summary>Millimolar: 1e-3 M.</summary>
    public static readonly Unit mM = Unit.Millimolar;
    /// <summary>Micromolar: 1e-6 M.</summary>
    public static readonly Unit uM = Unit.Micromolar;
    /// <summary>Nanomolar: 1e-9 M.</summary>
    public static readonly Unit nM = Unit.Nanomolar;
    /// <summary>Picomolar: 1e-12 M.</summary>
    public static readonly Unit pM = Unit.Picomolar;
    /// <summary>Katal: mol/s.</summary>
    public static readonly Unit kat = Unit.Katal;
}
