namespace Tutti.Quantities;

/// <content>Long names of the units of lengths, areas and volumes.</content>
public sealed partial class Unit
{
    /// <summary>Metre, the unit of length.</summary>
    public static Unit Metre => field ??= Parse("m");
    /// <summary>Kilometre: 1e3 m.</summary>
    public static Unit Kilometre => field ??= Parse("km");
    /// <summary>Decimetre: 1e-1 m.</summary>
    public static Unit Decimetre => field ??= Parse("dm");
    /// <summary>Centimetre: 1e-2 m.</summary>
    public static Unit Centimetre => field ??= Parse("cm");
    /// <summary>Millimetre: 1e-3 m.</summary>
    public static Unit Millimetre => field ??= Parse("mm");
    /// <summary>Micrometre: 1e-6 m.</summary>
    public static Unit Micrometre => field ??= Parse("um");
    /// <summary>Nanometre: 1e-9 m.</summary>
    public static Unit Nanometre => field ??= Parse("nm");
    /// <summary>Picometre: 1e-12 m.</summary>
    public static Unit Picometre => field ??= Parse("pm");
    /// <summary>Inch: 25.4 mm exactly.</summary>
    public static Unit Inch => field ??= Parse("inch");
    /// <summary>Angstrom: 0.1 nm.</summary>
    public static Unit Angstrom => field ??= Parse("angstrom");
    /// <summary>Square metre.</summary>
    public static Unit SquareMetre => field ??= Parse("m^2");
    /// <summary>Square centimetre.</summary>
    public static Unit SquareCentimetre => field ??= Parse("cm^2");
    /// <summary>Square millimetre.</summary>
    public static Unit SquareMillimetre => field ??= Parse("mm^2");
    /// <summary>Square micrometre.</summary>
    public static Unit SquareMicrometre => field ??= Parse("um^2");
    /// <summary>Cubic metre.</summary>
    public static Unit CubicMetre => field ??= Parse("m^3");
    /// <summary>Cubic centimetre.</summary>
    public static Unit CubicCentimetre => field ??= Parse("cm^3");
    /// <summary>Cubic millimetre.</summary>
    public static Unit CubicMillimetre => field ??= Parse("mm^3");
    /// <summary>Cubic micrometre.</summary>
    public static Unit CubicMicrometre => field ??= Parse("um^3");
    /// <summary>Litre: 0.001 m^3.</summary>
    public static Unit Litre => field ??= Parse("L");
    /// <summary>Millilitre: 1e-3 L.</summary>
    public static Unit Millilitre => field ??= Parse("mL");
    /// <summary>Microlitre: 1e-6 L.</summary>
    public static Unit Microlitre => field ??= Parse("uL");
    /// <summary>Nanolitre: 1e-9 L.</summary>
    public static Unit Nanolitre => field ??= Parse("nL");
    /// <summary>Picolitre: 1e-12 L.</summary>
    public static Unit Picolitre => field ??= Parse("pL");
}
