namespace Tutti.Quantities;

/// <content>Long names of the units of light and ionizing radiation.</content>
public sealed partial class Unit
{
    /// <summary>Candela, the unit of luminous intensity.</summary>
    public static Unit Candela => field ??= Parse("cd");
    /// <summary>Millicandela: 1e-3 cd.</summary>
    public static Unit Millicandela => field ??= Parse("mcd");
    /// <summary>Lumen: cd*sr.</summary>
    public static Unit Lumen => field ??= Parse("lm");
    /// <summary>Millilumen: 1e-3 lm.</summary>
    public static Unit Millilumen => field ??= Parse("mlm");
    /// <summary>Lux: lm/m^2.</summary>
    public static Unit Lux => field ??= Parse("lx");
    /// <summary>Millilux: 1e-3 lx.</summary>
    public static Unit Millilux => field ??= Parse("mlx");
    /// <summary>Kilolux: 1e3 lx.</summary>
    public static Unit Kilolux => field ??= Parse("klx");
    /// <summary>Becquerel: decays per second.</summary>
    public static Unit Becquerel => field ??= Parse("Bq");
    /// <summary>Kilobecquerel: 1e3 Bq.</summary>
    public static Unit Kilobecquerel => field ??= Parse("kBq");
    /// <summary>Megabecquerel: 1e6 Bq.</summary>
    public static Unit Megabecquerel => field ??= Parse("MBq");
    /// <summary>Gigabecquerel: 1e9 Bq.</summary>
    public static Unit Gigabecquerel => field ??= Parse("GBq");
    /// <summary>Gray: J/kg.</summary>
    public static Unit Gray => field ??= Parse("Gy");
    /// <summary>Milligray: 1e-3 Gy.</summary>
    public static Unit Milligray => field ??= Parse("mGy");
    /// <summary>Microgray: 1e-6 Gy.</summary>
    public static Unit Microgray => field ??= Parse("uGy");
    /// <summary>Sievert: J/kg.</summary>
    public static Unit Sievert => field ??= Parse("Sv");
    /// <summary>Millisievert: 1e-3 Sv.</summary>
    public static Unit Millisievert => field ??= Parse("mSv");
    /// <summary>Microsievert: 1e-6 Sv.</summary>
    public static Unit Microsievert => field ??= Parse("uSv");
}
