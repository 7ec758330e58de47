namespace Tutti.Quantities;

/// <content>Units of temperature and amount of substance.</content>
public static partial class Units
{
    /// <summary>Kelvin, the unit of temperature and of temperature differences.</summary>
    public static Unit K => Unit.Kelvin;
    /// <summary>Millikelvin: 1e-3 K.</summary>
    public static Unit mK => Unit.Millikelvin;
    /// <summary>Microkelvin: 1e-6 K.</summary>
    public static Unit uK => Unit.Microkelvin;
    /// <summary>Nanokelvin: 1e-9 K.</summary>
    public static Unit nK => Unit.Nanokelvin;
    /// <summary>Degree Celsius, a point on the temperature scale: 0 degC is 273.15 K; differences are in K.</summary>
    public static Unit degC => Unit.DegreeCelsius;
    /// <summary>Mole, the unit of amount of substance.</summary>
    public static Unit mol => Unit.Mole;
    /// <summary>Kilomole: 1e3 mol.</summary>
    public static Unit kmol => Unit.Kilomole;
    /// <summary>Millimole: 1e-3 mol.</summary>
    public static Unit mmol => Unit.Millimole;
    /// <summary>Micromole: 1e-6 mol.</summary>
    public static Unit umol => Unit.Micromole;
    /// <summary>Nanomole: 1e-9 mol.</summary>
    public static Unit nmol => Unit.Nanomole;
    /// <summary>Picomole: 1e-12 mol.</summary>
    public static Unit pmol => Unit.Picomole;
    /// <summary>Molar: mol/L.</summary>
    public static Unit M => Unit.Molar;
    /// <summary>Millimolar: 1e-3 M.</summary>
    public static Unit mM => Unit.Millimolar;
    /// <summary>Micromolar: 1e-6 M.</summary>
    public static Unit uM => Unit.Micromolar;
    /// <summary>Nanomolar: 1e-9 M.</summary>
    public static Unit nM => Unit.Nanomolar;
    /// <summary>Picomolar: 1e-12 M.</summary>
    public static Unit pM => Unit.Picomolar;
    /// <summary>Katal: mol/s.</summary>
    public static Unit kat => Unit.Katal;
}
