namespace Tutti.Quantities;

/// <content>Units of lengths, areas and volumes.</content>
public static partial class Units
{
    /// <summary>Metre, the unit of length.</summary>
    public static Unit m => Unit.Metre;
    /// <summary>Kilometre: 1e3 m.</summary>
    public static Unit km => Unit.Kilometre;
    /// <summary>Decimetre: 1e-1 m.</summary>
    public static Unit dm => Unit.Decimetre;
    /// <summary>Centimetre: 1e-2 m.</summary>
    public static Unit cm => Unit.Centimetre;
    /// <summary>Millimetre: 1e-3 m.</summary>
    public static Unit mm => Unit.Millimetre;
    /// <summary>Micrometre: 1e-6 m.</summary>
    public static Unit um => Unit.Micrometre;
    /// <summary>Nanometre: 1e-9 m.</summary>
    public static Unit nm => Unit.Nanometre;
    /// <summary>Picometre: 1e-12 m.</summary>
    public static Unit pm => Unit.Picometre;
    /// <summary>Inch: 25.4 mm exactly.</summary>
    public static Unit inch => Unit.Inch;
    /// <summary>Angstrom: 0.1 nm.</summary>
    public static Unit angstrom => Unit.Angstrom;
    /// <summary>Square metre.</summary>
    public static Unit m2 => Unit.SquareMetre;
    /// <summary>Square centimetre.</summary>
    public static Unit cm2 => Unit.SquareCentimetre;
    /// <summary>Square millimetre.</summary>
    public static Unit mm2 => Unit.SquareMillimetre;
    /// <summary>Square micrometre.</summary>
    public static Unit um2 => Unit.SquareMicrometre;
    /// <summary>Cubic metre.</summary>
    public static Unit m3 => Unit.CubicMetre;
    /// <summary>Cubic centimetre.</summary>
    public static Unit cm3 => Unit.CubicCentimetre;
    /// <summary>Cubic millimetre.</summary>
    public static Unit mm3 => Unit.CubicMillimetre;
    /// <summary>Cubic micrometre.</summary>
    public static Unit um3 => Unit.CubicMicrometre;
    /// <summary>Litre: 0.001 m^3.</summary>
    public static Unit L => Unit.Litre;
    /// <summary>Millilitre: 1e-3 L.</summary>
    public static Unit mL => Unit.Millilitre;
    /// <summary>Microlitre: 1e-6 L.</summary>
    public static Unit uL => Unit.Microlitre;
    /// <summary>Nanolitre: 1e-9 L.</summary>
    public static Unit nL => Unit.Nanolitre;
    /// <summary>Picolitre: 1e-12 L.</summary>
    public static Unit pL => Unit.Picolitre;
}
