namespace Tutti.Quantities;

/// <content>Long names of the units of lengths, areas and volumes.</content>
public sealed partial class Unit
{
    /// <summary>Metre, the unit of length.</summary>
    public static readonly Unit Metre = Parse("m");
    /// <summary>Kilometre: 1e3 m.</summary>
    public static readonly Unit Kilometre = Parse("km");
    /// <summary>Decimetre: 1e-1 m.</summary>
    public static readonly Unit Decimetre = Parse("dm");
    /// <summary>Centimetre: 1e-2 m.</summary>
    public static readonly Unit Centimetre = Parse("cm");
    /// <summary>Millimetre: 1e-3 m.</summary>
    public static readonly Unit Millimetre = Parse("mm");
    /// <summary>Micrometre: 1e-6 m.</summary>
    public static readonly Unit Micrometre = Parse("um");
    /// <summary>Nanometre: 1e-9 m.</summary>
    public static readonly Unit Nanometre = Parse("nm");
    /// <summary>Picometre: 1e-12 m.</summary>
    public static readonly Unit Picometre = Parse("pm");
    /// <summary>Inch: 25.4 mm exactly.</summary>
    public static readonly Unit Inch = Parse("inch");
    /// <summary>Angstrom: 0.1 nm.</summary>
    public static readonly Unit Angstrom = Parse("angstrom");
    /// <summary>Square metre.</summary>
    public static readonly Unit SquareMetre = Parse("m^2");
    /// <summary>Square centimetre.</summary>
    public static readonly Unit SquareCentimetre = Parse("cm^2");
    /// <summary>Square millimetre.</summary>
    public static readonly Unit SquareMillimetre = Parse("mm^2");
    /// <summary>Square micrometre.</summary>
    public static readonly Unit SquareMicrometre = Parse("um^2");
    /// <summary>Cubic metre.</summary>
    public static readonly Unit CubicMetre = Parse("m^3");
    /// <summary>Cubic centimetre.</summary>
    public static readonly Unit CubicCentimetre = Parse("cm^3");
    /// <summary>Cubic millimetre.</summary>
    public static readonly Unit CubicMillimetre = Parse("mm^3");
    /// <summary>Cubic micrometre.</summary>
    public static readonly Unit CubicMicrometre = Parse("um^3");
    /// <summary>Litre: 0.001 m^3.</summary>
    public static readonly Unit Litre = Parse("L");
    /// <summary>Millilitre: 1e-3 L.</summary>
    public static readonly Unit Millilitre = Parse("mL");
    /// <summary>Microlitre: 1e-6 L.</summary>
    public static readonly Unit Microlitre = Parse("uL");
    /// <summary>Nanolitre: 1e-9 L.</summary>
    public static readonly Unit Nanolitre = Parse("nL");
    /// <summary>Picolitre: 1e-12 L.</summary>
    public static readonly Unit Picolitre = Parse("pL");
}
