namespace Tutti.Quantities;

/// <content>Units of mass, force, pressure, energy and power.</content>
public static partial class Units
{
    /// <summary>Gram: 0.001 kg.</summary>
    public static Unit g => Unit.Gram;
    /// <summary>Kilogram: 1e3 g.</summary>
    public static Unit kg => Unit.Kilogram;
    /// <summary>Milligram: 1e-3 g.</summary>
    public static Unit mg => Unit.Milligram;
    /// <summary>Microgram: 1e-6 g.</summary>
    public static Unit ug => Unit.Microgram;
    /// <summary>Nanogram: 1e-9 g.</summary>
    public static Unit ng => Unit.Nanogram;
    /// <summary>Picogram: 1e-12 g.</summary>
    public static Unit pg => Unit.Picogram;
    /// <summary>Dalton: the atomic mass unit, 1.66053906892e-27 kg (CODATA 2022).</summary>
    public static Unit Da => Unit.Dalton;
    /// <summary>Kilodalton: 1e3 Da.</summary>
    public static Unit kDa => Unit.Kilodalton;
    /// <summary>Newton: kg*m/s^2.</summary>
    public static Unit N => Unit.Newton;
    /// <summary>Kilonewton: 1e3 N.</summary>
    public static Unit kN => Unit.Kilonewton;
    /// <summary>Millinewton: 1e-3 N.</summary>
    public static Unit mN => Unit.Millinewton;
    /// <summary>Micronewton: 1e-6 N.</summary>
    public static Unit uN => Unit.Micronewton;
    /// <summary>Nanonewton: 1e-9 N.</summary>
    public static Unit nN => Unit.Nanonewton;
    /// <summary>Piconewton: 1e-12 N.</summary>
    public static Unit pN => Unit.Piconewton;
    /// <summary>Pascal: N/m^2.</summary>
    public static Unit Pa => Unit.Pascal;
    /// <summary>Gigapascal: 1e9 Pa.</summary>
    public static Unit GPa => Unit.Gigapascal;
    /// <summary>Megapascal: 1e6 Pa.</summary>
    public static Unit MPa => Unit.Megapascal;
    /// <summary>Kilopascal: 1e3 Pa.</summary>
    public static Unit kPa => Unit.Kilopascal;
    /// <summary>Hectopascal: 1e2 Pa.</summary>
    public static Unit hPa => Unit.Hectopascal;
    /// <summary>Millipascal: 1e-3 Pa.</summary>
    public static Unit mPa => Unit.Millipascal;
    /// <summary>Micropascal: 1e-6 Pa.</summary>
    public static Unit uPa => Unit.Micropascal;
    /// <summary>Bar: 100 kPa.</summary>
    public static Unit bar => Unit.Bar;
    /// <summary>Millibar: 1e-3 bar.</summary>
    public static Unit mbar => Unit.Millibar;
    /// <summary>Microbar: 1e-6 bar.</summary>
    public static Unit ubar => Unit.Microbar;
    /// <summary>Standard atmosphere: 101325 Pa.</summary>
    public static Unit atm => Unit.Atmosphere;
    /// <summary>Torr: 1/760 atm.</summary>
    public static Unit Torr => Unit.Torr;
    /// <summary>Millitorr: 1e-3 Torr.</summary>
    public static Unit mTorr => Unit.Millitorr;
    /// <summary>Pound-force per square inch: 6894.757 Pa.</summary>
    public static Unit psi => Unit.PoundPerSquareInch;
    /// <summary>Joule: N*m.</summary>
    public static Unit J => Unit.Joule;
    /// <summary>Megajoule: 1e6 J.</summary>
    public static Unit MJ => Unit.Megajoule;
    /// <summary>Kilojoule: 1e3 J.</summary>
    public static Unit kJ => Unit.Kilojoule;
    /// <summary>Millijoule: 1e-3 J.</summary>
    public static Unit mJ => Unit.Millijoule;
    /// <summary>Microjoule: 1e-6 J.</summary>
    public static Unit uJ => Unit.Microjoule;
    /// <summary>Nanojoule: 1e-9 J.</summary>
    public static Unit nJ => Unit.Nanojoule;
    /// <summary>Picojoule: 1e-12 J.</summary>
    public static Unit pJ => Unit.Picojoule;
    /// <summary>Femtojoule: 1e-15 J.</summary>
    public static Unit fJ => Unit.Femtojoule;
    /// <summary>Electronvolt: 1.602176634e-19 J exactly.</summary>
    public static Unit eV => Unit.Electronvolt;
    /// <summary>Teraelectronvolt: 1e12 eV.</summary>
    public static Unit TeV => Unit.Teraelectronvolt;
    /// <summary>Gigaelectronvolt: 1e9 eV.</summary>
    public static Unit GeV => Unit.Gigaelectronvolt;
    /// <summary>Megaelectronvolt: 1e6 eV.</summary>
    public static Unit MeV => Unit.Megaelectronvolt;
    /// <summary>Kiloelectronvolt: 1e3 eV.</summary>
    public static Unit keV => Unit.Kiloelectronvolt;
    /// <summary>Millielectronvolt: 1e-3 eV.</summary>
    public static Unit meV => Unit.Millielectronvolt;
    /// <summary>Microelectronvolt: 1e-6 eV.</summary>
    public static Unit ueV => Unit.Microelectronvolt;
    /// <summary>Watt hour: 3600 J.</summary>
    public static Unit Wh => Unit.Watthour;
    /// <summary>Kilowatthour: 1e3 Wh.</summary>
    public static Unit kWh => Unit.Kilowatthour;
    /// <summary>Watt: J/s.</summary>
    public static Unit W => Unit.Watt;
    /// <summary>Gigawatt: 1e9 W.</summary>
    public static Unit GW => Unit.Gigawatt;
    /// <summary>Megawatt: 1e6 W.</summary>
    public static Unit MW => Unit.Megawatt;
    /// <summary>Kilowatt: 1e3 W.</summary>
    public static Unit kW => Unit.Kilowatt;
    /// <summary>Milliwatt: 1e-3 W.</summary>
    public static Unit mW => Unit.Milliwatt;
    /// <summary>Microwatt: 1e-6 W.</summary>
    public static Unit uW => Unit.Microwatt;
    /// <summary>Nanowatt: 1e-9 W.</summary>
    public static Unit nW => Unit.Nanowatt;
    /// <summary>Picowatt: 1e-12 W.</summary>
    public static Unit pW => Unit.Picowatt;
    /// <summary>Femtowatt: 1e-15 W.</summary>
    public static Unit fW => Unit.Femtowatt;
}
