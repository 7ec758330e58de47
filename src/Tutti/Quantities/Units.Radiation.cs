namespace Tutti.Quantities;

/// <content>Units of light and ionizing radiation.</content>
public static partial class Units
{
    /// <summary>Candela, the unit of luminous intensity.</summary>
    public static Unit cd => Unit.Candela;
    /// <summary>Millicandela: 1e-3 cd.</summary>
    public static Unit mcd => Unit.Millicandela;
    /// <summary>Lumen: cd*sr.</summary>
    public static Unit lm => Unit.Lumen;
    /// <summary>Millilumen: 1e-3 lm.</summary>
    public static Unit mlm => Unit.Millilumen;
    /// <summary>Lux: lm/m^2.</summary>
    public static Unit lx => Unit.Lux;
    /// <summary>Millilux: 1e-3 lx.</summary>
    public static Unit mlx => Unit.Millilux;
    /// <summary>Kilolux: 1e3 lx.</summary>
    public static Unit klx => Unit.Kilolux;
    /// <summary>Becquerel: decays per second.</summary>
    public static Unit Bq => Unit.Becquerel;
    /// <summary>Kilobecquerel: 1e3 Bq.</summary>
    public static Unit kBq => Unit.Kilobecquerel;
    /// <summary>Megabecquerel: 1e6 Bq.</summary>
    public static Unit MBq => Unit.Megabecquerel;
    /// <summary>Gigabecquerel: 1e9 Bq.</summary>
    public static Unit GBq => Unit.Gigabecquerel;
    /// <summary>Gray: J/kg.</summary>
    public static Unit Gy => Unit.Gray;
    /// <summary>Milligray: 1e-3 Gy.</summary>
    public static Unit mGy => Unit.Milligray;
    /// <summary>Microgray: 1e-6 Gy.</summary>
    public static Unit uGy => Unit.Microgray;
    /// <summary>Sievert: J/kg.</summary>
    public static Unit Sv => Unit.Sievert;
    /// <summary>Millisievert: 1e-3 Sv.</summary>
    public static Unit mSv => Unit.Millisievert;
    /// <summary>Microsievert: 1e-6 Sv.</summary>
    public static Unit uSv => Unit.Microsievert;
}
