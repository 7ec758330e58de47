namespace Tutti.Quantities;

/// <content>Long names of the units of mass, force, pressure, energy and power.</content>
public sealed partial class Unit
{
    /// <summary>Gram: 0.001 kg.</summary>
    public static Unit Gram => field ??= Parse("g");
    /// <summary>Kilogram: 1e3 g.</summary>
    public static Unit Kilogram => field ??= Parse("kg");
    /// <summary>Milligram: 1e-3 g.</summary>
    public static Unit Milligram => field ??= Parse("mg");
    /// <summary>Microgram: 1e-6 g.</summary>
    public static Unit Microgram => field ??= Parse("ug");
    /// <summary>Nanogram: 1e-9 g.</summary>
    public static Unit Nanogram => field ??= Parse("ng");
    /// <summary>Picogram: 1e-12 g.</summary>
    public static Unit Picogram => field ??= Parse("pg");
    /// <summary>Dalton: the atomic mass unit, 1.66053906892e-27 kg (CODATA 2022).</summary>
    public static Unit Dalton => field ??= Parse("Da");
    /// <summary>Kilodalton: 1e3 Da.</summary>
    public static Unit Kilodalton => field ??= Parse("kDa");
    /// <summary>Newton: kg*m/s^2.</summary>
    public static Unit Newton => field ??= Parse("N");
    /// <summary>Kilonewton: 1e3 N.</summary>
    public static Unit Kilonewton => field ??= Parse("kN");
    /// <summary>Millinewton: 1e-3 N.</summary>
    public static Unit Millinewton => field ??= Parse("mN");
    /// <summary>Micronewton: 1e-6 N.</summary>
    public static Unit Micronewton => field ??= Parse("uN");
    /// <summary>Nanonewton: 1e-9 N.</summary>
    public static Unit Nanonewton => field ??= Parse("nN");
    /// <summary>Piconewton: 1e-12 N.</summary>
    public static Unit Piconewton => field ??= Parse("pN");
    /// <summary>Pascal: N/m^2.</summary>
    public static Unit Pascal => field ??= Parse("Pa");
    /// <summary>Gigapascal: 1e9 Pa.</summary>
    public static Unit Gigapascal => field ??= Parse("GPa");
    /// <summary>Megapascal: 1e6 Pa.</summary>
    public static Unit Megapascal => field ??= Parse("MPa");
    /// <summary>Kilopascal: 1e3 Pa.</summary>
    public static Unit Kilopascal => field ??= Parse("kPa");
    /// <summary>Hectopascal: 1e2 Pa.</summary>
    public static Unit Hectopascal => field ??= Parse("hPa");
    /// <summary>Millipascal: 1e-3 Pa.</summary>
    public static Unit Millipascal => field ??= Parse("mPa");
    /// <summary>Micropascal: 1e-6 Pa.</summary>
    public static Unit Micropascal => field ??= Parse("uPa");
    /// <summary>Bar: 100 kPa.</summary>
    public static Unit Bar => field ??= Parse("bar");
    /// <summary>Millibar: 1e-3 bar.</summary>
    public static Unit Millibar => field ??= Parse("mbar");
    /// <summary>Microbar: 1e-6 bar.</summary>
    public static Unit Microbar => field ??= Parse("ubar");
    /// <summary>Standard atmosphere: 101325 Pa.</summary>
    public static Unit Atmosphere => field ??= Parse("atm");
    /// <summary>Torr: 1/760 atm.</summary>
    public static Unit Torr => field ??= Parse("Torr");
    /// <summary>Millitorr: 1e-3 Torr.</summary>
    public static Unit Millitorr => field ??= Parse("mTorr");
    /// <summary>Pound-force per square inch: 6894.757 Pa.</summary>
    public static Unit PoundPerSquareInch => field ??= Parse("psi");
    /// <summary>Joule: N*m.</summary>
    public static Unit Joule => field ??= Parse("J");
    /// <summary>Megajoule: 1e6 J.</summary>
    public static Unit Megajoule => field ??= Parse("MJ");
    /// <summary>Kilojoule: 1e3 J.</summary>
    public static Unit Kilojoule => field ??= Parse("kJ");
    /// <summary>Millijoule: 1e-3 J.</summary>
    public static Unit Millijoule => field ??= Parse("mJ");
    /// <summary>Microjoule: 1e-6 J.</summary>
    public static Unit Microjoule => field ??= Parse("uJ");
    /// <summary>Nanojoule: 1e-9 J.</summary>
    public static Unit Nanojoule => field ??= Parse("nJ");
    /// <summary>Picojoule: 1e-12 J.</summary>
    public static Unit Picojoule => field ??= Parse("pJ");
    /// <summary>Femtojoule: 1e-15 J.</summary>
    public static Unit Femtojoule => field ??= Parse("fJ");
    /// <summary>Electronvolt: 1.602176634e-19 J exactly.</summary>
    public static Unit Electronvolt => field ??= Parse("eV");
    /// <summary>Teraelectronvolt: 1e12 eV.</summary>
    public static Unit Teraelectronvolt => field ??= Parse("TeV");
    /// <summary>Gigaelectronvolt: 1e9 eV.</summary>
    public static Unit Gigaelectronvolt => field ??= Parse("GeV");
    /// <summary>Megaelectronvolt: 1e6 eV.</summary>
    public static Unit Megaelectronvolt => field ??= Parse("MeV");
    /// <summary>Kiloelectronvolt: 1e3 eV.</summary>
    public static Unit Kiloelectronvolt => field ??= Parse("keV");
    /// <summary>Millielectronvolt: 1e-3 eV.</summary>
    public static Unit Millielectronvolt => field ??= Parse("meV");
    /// <summary>Microelectronvolt: 1e-6 eV.</summary>
    public static Unit Microelectronvolt => field ??= Parse("ueV");
    /// <summary>Watt hour: 3600 J.</summary>
    public static Unit Watthour => field ??= Parse("Wh");
    /// <summary>Kilowatthour: 1e3 Wh.</summary>
    public static Unit Kilowatthour => field ??= Parse("kWh");
    /// <summary>Watt: J/s.</summary>
    public static Unit Watt => field ??= Parse("W");
    /// <summary>Gigawatt: 1e9 W.</summary>
    public static Unit Gigawatt => field ??= Parse("GW");
    /// <summary>Megawatt: 1e6 W.</summary>
    public static Unit Megawatt => field ??= Parse("MW");
    /// <summary>Kilowatt: 1e3 W.</summary>
    public static Unit Kilowatt => field ??= Parse("kW");
    /// <summary>Milliwatt: 1e-3 W.</summary>
    public static Unit Milliwatt => field ??= Parse("mW");
    /// <summary>Microwatt: 1e-6 W.</summary>
    public static Unit Microwatt => field ??= Parse("uW");
    /// <summary>Nanowatt: 1e-9 W.</summary>
    public static Unit Nanowatt => field ??= Parse("nW");
    /// <summary>Picowatt: 1e-12 W.</summary>
    public static Unit Picowatt => field ??= Parse("pW");
    /// <summary>Femtowatt: 1e-15 W.</summary>
    public static Unit Femtowatt => field ??= Parse("fW");
}
