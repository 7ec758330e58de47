namespace Tutti.Quantities;

/// <content>Long names of the units of mass, force, pressure, energy and power.</content>
public sealed partial class Unit
{
    /// <summary>Gram: 0.001 kg.</summary>
    public static readonly Unit Gram = Parse("g");
    /// <summary>Kilogram: 1e3 g.</summary>
    public static readonly Unit Kilogram = Parse("kg");
    /// <summary>Milligram: 1e-3 g.</summary>
    public static readonly Unit Milligram = Parse("mg");
    /// <summary>Microgram: 1e-6 g.</summary>
    public static readonly Unit Microgram = Parse("ug");
    /// <summary>Nanogram: 1e-9 g.</summary>
    public static readonly Unit Nanogram = Parse("ng");
    /// <summary>Picogram: 1e-12 g.</summary>
    public static readonly Unit Picogram = Parse("pg");
    /// <summary>Dalton: the atomic mass unit, 1.66053906892e-27 kg (CODATA 2022).</summary>
    public static readonly Unit Dalton = Parse("Da");
    /// <summary>Kilodalton: 1e3 Da.</summary>
    public static readonly Unit Kilodalton = Parse("kDa");
    /// <summary>Newton: kg*m/s^2.</summary>
    public static readonly Unit Newton = Parse("N");
    /// <summary>Kilonewton: 1e3 N.</summary>
    public static readonly Unit Kilonewton = Parse("kN");
    /// <summary>Millinewton: 1e-3 N.</summary>
    public static readonly Unit Millinewton = Parse("mN");
    /// <summary>Micronewton: 1e-6 N.</summary>
    public static readonly Unit Micronewton = Parse("uN");
    /// <summary>Nanonewton: 1e-9 N.</summary>
    public static readonly Unit Nanonewton = Parse("nN");
    /// <summary>Piconewton: 1e-12 N.</summary>
    public static readonly Unit Piconewton = Parse("pN");
    /// <summary>Pascal: N/m^2.</summary>
    public static readonly Unit Pascal = Parse("Pa");
    /// <summary>Gigapascal: 1e9 Pa.</summary>
    public static readonly Unit Gigapascal = Parse("GPa");
    /// <summary>Megapascal: 1e6 Pa.</summary>
    public static readonly Unit Megapascal = Parse("MPa");
    /// <summary>Kilopascal: 1e3 Pa.</summary>
    public static readonly Unit Kilopascal = Parse("kPa");
    /// <summary>Hectopascal: 1e2 Pa.</summary>
    public static readonly Unit Hectopascal = Parse("hPa");
    /// <summary>Millipascal: 1e-3 Pa.</summary>
    public static readonly Unit Millipascal = Parse("mPa");
    /// <summary>Micropascal: 1e-6 Pa.</summary>
    public static readonly Unit Micropascal = Parse("uPa");
    /// <summary>Bar: 100 kPa.</summary>
    public static readonly Unit Bar = Parse("bar");
    /// <summary>Millibar: 1e-3 bar.</summary>
    public static readonly Unit Millibar = Parse("mbar");
    /// <summary>Microbar: 1e-6 bar.</summary>
    public static readonly Unit Microbar = Parse("ubar");
    /// <summary>Standard atmosphere: 101325 Pa.</summary>
    public static readonly Unit Atmosphere = Parse("atm");
    /// <summary>Torr: 1/760 atm.</summary>
    public static readonly Unit Torr = Parse("Torr");
    /// <summary>Millitorr: 1e-3 Torr.</summary>
    public static readonly Unit Millitorr = Parse("mTorr");
    /// <summary>Pound-force per square inch: 6894.757 Pa.</summary>
    public static readonly Unit PoundPerSquareInch = Parse("psi");
    /// <summary>Joule: N*m.</summary>
    public static readonly Unit Joule = Parse("J");
    /// <summary>Megajoule: 1e6 J.</summary>
    public static readonly Unit Megajoule = Parse("MJ");
    /// <summary>Kilojoule: 1e3 J.</summary>
    public static readonly Unit Kilojoule = Parse("kJ");
    /// <summary>Millijoule: 1e-3 J.</summary>
    public static readonly Unit Millijoule = Parse("mJ");
    /// <summary>Microjoule: 1e-6 J.</summary>
    public static readonly Unit Microjoule = Parse("uJ");
    /// <summary>Nanojoule: 1e-9 J.</summary>
    public static readonly Unit Nanojoule = Parse("nJ");
    /// <summary>Picojoule: 1e-12 J.</summary>
    public static readonly Unit Picojoule = Parse("pJ");
    /// <summary>Femtojoule: 1e-15 J.</summary>
    public static readonly Unit Femtojoule = Parse("fJ");
    /// <summary>Electronvolt: 1.602176634e-19 J exactly.</summary>
    public static readonly Unit Electronvolt = Parse("eV");
    /// <summary>Teraelectronvolt: 1e12 eV.</summary>
    public static readonly Unit Teraelectronvolt = Parse("TeV");
    /// <summary>Gigaelectronvolt: 1e9 eV.</summary>
    public static readonly Unit Gigaelectronvolt = Parse("GeV");
    /// <summary>Megaelectronvolt: 1e6 eV.</summary>
    public static readonly Unit Megaelectronvolt = Parse("MeV");
    /// <summary>Kiloelectronvolt: 1e3 eV.</summary>
    public static readonly Unit Kiloelectronvolt = Parse("keV");
    /// <summary>Millielectronvolt: 1e-3 eV.</summary>
    public static readonly Unit Millielectronvolt = Parse("meV");
    /// <summary>Microelectronvolt: 1e-6 eV.</summary>
    public static readonly Unit Microelectronvolt = Parse("ueV");
    /// <summary>Watt hour: 3600 J.</summary>
    public static readonly Unit Watthour = Parse("Wh");
    /// <summary>Kilowatthour: 1e3 Wh.</summary>
    public static readonly Unit Kilowatthour = Parse("kWh");
    /// <summary>Watt: J/s.</summary>
    public static readonly Unit Watt = Parse("W");
    /// <summary>Gigawatt: 1e9 W.</summary>
    public static readonly Unit Gigawatt = Parse("GW");
    /// <summary>Megawatt: 1e6 W.</summary>
    public static readonly Unit Megawatt = Parse("MW");
    /// <summary>Kilowatt: 1e3 W.</summary>
    public static readonly Unit Kilowatt = Parse("kW");
    /// <summary>Milliwatt: 1e-3 W.</summary>
    public static readonly Unit Milliwatt = Parse("mW");
    /// <summary>Microwatt: 1e-6 W.</summary>
    public static readonly Unit Microwatt = Parse("uW");
    /// <summary>Nanowatt: 1e-9 W.</summary>
    public static readonly Unit Nanowatt = Parse("nW");
    /// <summary>Picowatt: 1e-12 W.</summary>
    public static readonly Unit Picowatt = Parse("pW");
    /// <summary>Femtowatt: 1e-15 W.</summary>
    public static readonly Unit Femtowatt = Parse("fW");
}
