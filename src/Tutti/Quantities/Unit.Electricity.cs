namespace Tutti.Quantities;

/// <content>Long names of the units of electricity and magnetism.</content>
public sealed partial class Unit
{
    /// <summary>Ampere, the unit of electric current.</summary>
    public static readonly Unit Ampere = Parse("A");
    /// <summary>Kiloampere: 1e3 A.</summary>
    public static readonly Unit Kiloampere = Parse("kA");
    /// <summary>Milliampere: 1e-3 A.</summary>
    public static readonly Unit Milliampere = Parse("mA");
    /// <summary>Microampere: 1e-6 A.</summary>
    public static readonly Unit Microampere = Parse("uA");
    /// <summary>Nanoampere: 1e-9 A.</summary>
    public static readonly Unit Nanoampere = Parse("nA");
    /// <summary>Picoampere: 1e-12 A.</summary>
    public static readonly Unit Picoampere = Parse("pA");
    /// <summary>Femtoampere: 1e-15 A.</summary>
    public static readonly Unit Femtoampere = Parse("fA");
    /// <summary>Volt: W/A.</summary>
    public static readonly Unit Volt = Parse("V");
    /// <summary>Megavolt: 1e6 V.</summary>
    public static readonly Unit Megavolt = Parse("MV");
    /// <summary>Kilovolt: 1e3 V.</summary>
    public static readonly Unit Kilovolt = Parse("kV");
    /// <summary>Millivolt: 1e-3 V.</summary>
    public static readonly Unit Millivolt = Parse("mV");
    /// <summary>Microvolt: 1e-6 V.</summary>
    public static readonly Unit Microvolt = Parse("uV");
    /// <summary>Nanovolt: 1e-9 V.</summary>
    public static readonly Unit Nanovolt = Parse("nV");
    /// <summary>Ohm: V/A.</summary>
    public static readonly Unit Ohm = Parse("Ohm");
    /// <summary>Microohm: 1e-6 Ohm.</summary>
    public static readonly Unit Microohm = Parse("uOhm");
    /// <summary>Milliohm: 1e-3 Ohm.</summary>
    public static readonly Unit Milliohm = Parse("mOhm");
    /// <summary>Kiloohm: 1e3 Ohm.</summary>
    public static readonly Unit Kiloohm = Parse("kOhm");
    /// <summary>Megaohm: 1e6 Ohm.</summary>
    public static readonly Unit Megaohm = Parse("MOhm");
    /// <summary>Gigaohm: 1e9 Ohm.</summary>
    public static readonly Unit Gigaohm = Parse("GOhm");
    /// <summary>Siemens: A/V.</summary>
    public static readonly Unit Siemens = Parse("S");
    /// <summary>Millisiemens: 1e-3 S.</summary>
    public static readonly Unit Millisiemens = Parse("mS");
    /// <summary>Microsiemens: 1e-6 S.</summary>
    public static readonly Unit Microsiemens = Parse("uS");
    /// <summary>Nanosiemens: 1e-9 S.</summary>
    public static readonly Unit Nanosiemens = Parse("nS");
    /// <summary>Farad: C/V.</summary>
    public static readonly Unit Farad = Parse("F");
    /// <summary>Millifarad: 1e-3 F.</summary>
    public static readonly Unit Millifarad = Parse("mF");
    /// <summary>Microfarad: 1e-6 F.</summary>
    public static readonly Unit Microfarad = Parse("uF");
    /// <summary>Nanofarad: 1e-9 F.</summary>
    public static readonly Unit Nanofarad = Parse("nF");
    /// <summary>Picofarad: 1e-12 F.</summary>
    public static readonly Unit Picofarad = Parse("pF");
    /// <summary>Femtofarad: 1e-15 F.</summary>
    public static readonly Unit Femtofarad = Parse("fF");
    /// <summary>Henry: Wb/A.</summary>
    public static readonly Unit Henry = Parse("H");
    /// <summary>Millihenry: 1e-3 H.</summary>
    public static readonly Unit Millihenry = Parse("mH");
    /// <summary>Microhenry: 1e-6 H.</summary>
    public static readonly Unit Microhenry = Parse("uH");
    /// <summary>Nanohenry: 1e-9 H.</summary>
    public static readonly Unit Nanohenry = Parse("nH");
    /// <summary>Coulomb: A*s.</summary>
    public static readonly Unit Coulomb = Parse("C");
    /// <summary>Millicoulomb: 1e-3 C.</summary>
    public static readonly Unit Millicoulomb = Parse("mC");
    /// <summary>Microcoulomb: 1e-6 C.</summary>
    public static readonly Unit Microcoulomb = Parse("uC");
    /// <summary>Nanocoulomb: 1e-9 C.</summary>
    public static readonly Unit Nanocoulomb = Parse("nC");
    /// <summary>Picocoulomb: 1e-12 C.</summary>
    public static readonly Unit Picocoulomb = Parse("pC");
    /// <summary>Femtocoulomb: 1e-15 C.</summary>
    public static readonly Unit Femtocoulomb = Parse("fC");
    /// <summary>Weber: V*s.</summary>
    public static readonly Unit Weber = Parse("Wb");
    /// <summary>Milliweber: 1e-3 Wb.</summary>
    public static readonly Unit Milliweber = Parse("mWb");
    /// <summary>Microweber: 1e-6 Wb.</summary>
    public static readonly Unit Microweber = Parse("uWb");
    /// <summary>Tesla: Wb/m^2.</summary>
    public static readonly Unit Tesla = Parse("T");
    /// <summary>Millitesla: 1e-3 T.</summary>
    public static readonly Unit Millitesla = Parse("mT");
    /// <summary>Microtesla: 1e-6 T.</summary>
    public static readonly Unit Microtesla = Parse("uT");
    /// <summary>Nanotesla: 1e-9 T.</summary>
    public static readonly Unit Nanotesla = Parse("nT");
    /// <summary>Picotesla: 1e-12 T.</summary>
    public static readonly Unit Picotesla = Parse("pT");
    /// <summary>Femtotesla: 1e-15 T.</summary>
    public static readonly Unit Femtotesla = Parse("fT");
    /// <summary>Gauss: 0.1 mT.</summary>
    public static readonly Unit Gauss = Parse("G");
}
