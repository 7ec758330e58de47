namespace Tutti.Quantities;

/// <content>Long names of the units of light and ionizing radiation.</content>
public sealed partial class Unit
{
    /// <summary>Candela, the unit of luminous intensity.</summary>
    public static readonly Unit Candela = Parse("cd");
    /// <summary>Millicandela: 1e-3 cd.</summary>
    public static readonly Unit Millicandela = Parse("mcd");
    /// <summary>Lumen: cd*sr.</summary>
    public static readonly Unit Lumen = Parse("lm");
    /// <summary>Millilumen: 1e-3 lm.</summary>
    public static readonly Unit Millilumen = Parse("mlm");
    /// <summary>Lux: lm/m^2.</summary>
    public static readonly Unit Lux = Parse("lx");
    /// <summary>Millilux: 1e-3 lx.</summary>
    public static readonly Unit Millilux = Parse("mlx");
    /// <summary>Kilolux: 1e3 lx.</summary>
    public static readonly Unit Kilolux = Parse("klx");
    /// <summary>Becquerel: decays per second.</summary>
    public static readonly Unit Becquerel = Parse("Bq");
    /// <summary>Kilobecquerel: 1e3 Bq.</summary>
    public static readonly Unit Kilobecquerel = Parse("kBq");
    /// <summary>Megabecquerel: 1e6 Bq.</summary>
    public static readonly Unit Megabecquerel = Parse("MBq");
    /// <summary>Gigabecquerel: 1e9 Bq.</summary>
    public static readonly Unit Gigabecquerel = Parse("GBq");
    /// <summary>Gray: J/kg.</summary>
    public static readonly Unit Gray = Parse("Gy");
    /// <summary>Milligray: 1e-3 Gy.</summary>
    public static readonly Unit Milligray = Parse("mGy");
    /// <summary>Microgray: 1e-6 Gy.</summary>
    public static readonly Unit Microgray = Parse("uGy");
    /// <summary>Sievert: J/kg.</summary>
    public static readonly Unit Sievert = Parse("Sv");
    /// <summary>Millisievert: 1e-3 Sv.</summary>
    public static readonly Unit Millisievert = Parse("mSv");
    /// <summary>Microsievert: 1e-6 Sv.</summary>
    public static readonly Unit Microsievert = Parse("uSv");
}
