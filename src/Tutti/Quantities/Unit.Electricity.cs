namespace Tutti.Quantities;

/// <content>Long names of the units of electricity and magnetism.</content>
public sealed partial class Unit
{
    /// <summary>Ampere, the unit of electric current.</summary>
    public static Unit Ampere => field ??= Parse("A");
    /// <summary>Kiloampere: 1e3 A.</summary>
    public static Unit Kiloampere => field ??= Parse("kA");
    /// <summary>Milliampere: 1e-3 A.</summary>
    public static Unit Milliampere => field ??= Parse("mA");
    /// <summary>Microampere: 1e-6 A.</summary>
    public static Unit Microampere => field ??= Parse("uA");
    /// <summary>Nanoampere: 1e-9 A.</summary>
    public static Unit Nanoampere => field ??= Parse("nA");
    /// <summary>Picoampere: 1e-12 A.</summary>
    public static Unit Picoampere => field ??= Parse("pA");
    /// <summary>Femtoampere: 1e-15 A.</summary>
    public static Unit Femtoampere => field ??= Parse("fA");
    /// <summary>Volt: W/A.</summary>
    public static Unit Volt => field ??= Parse("V");
    /// <summary>Megavolt: 1e6 V.</summary>
    public static Unit Megavolt => field ??= Parse("MV");
    /// <summary>Kilovolt: 1e3 V.</summary>
    public static Unit Kilovolt => field ??= Parse("kV");
    /// <summary>Millivolt: 1e-3 V.</summary>
    public static Unit Millivolt => field ??= Parse("mV");
    /// <summary>Microvolt: 1e-6 V.</summary>
    public static Unit Microvolt => field ??= Parse("uV");
    /// <summary>Nanovolt: 1e-9 V.</summary>
    public static Unit Nanovolt => field ??= Parse("nV");
    /// <summary>Ohm: V/A.</summary>
    public static Unit Ohm => field ??= Parse("Ohm");
    /// <summary>Microohm: 1e-6 Ohm.</summary>
    public static Unit Microohm => field ??= Parse("uOhm");
    /// <summary>Milliohm: 1e-3 Ohm.</summary>
    public static Unit Milliohm => field ??= Parse("mOhm");
    /// <summary>Kiloohm: 1e3 Ohm.</summary>
    public static Unit Kiloohm => field ??= Parse("kOhm");
    /// <summary>Megaohm: 1e6 Ohm.</summary>
    public static Unit Megaohm => field ??= Parse("MOhm");
    /// <summary>Gigaohm: 1e9 Ohm.</summary>
    public static Unit Gigaohm => field ??= Parse("GOhm");
    /// <summary>Siemens: A/V.</summary>
    public static Unit Siemens => field ??= Parse("S");
    /// <summary>Millisiemens: 1e-3 S.</summary>
    public static Unit Millisiemens => field ??= Parse("mS");
    /// <summary>Microsiemens: 1e-6 S.</summary>
    public static Unit Microsiemens => field ??= Parse("uS");
    /// <summary>Nanosiemens: 1e-9 S.</summary>
    public static Unit Nanosiemens => field ??= Parse("nS");
    /// <summary>Farad: C/V.</summary>
    public static Unit Farad => field ??= Parse("F");
    /// <summary>Millifarad: 1e-3 F.</summary>
    public static Unit Millifarad => field ??= Parse("mF");
    /// <summary>Microfarad: 1e-6 F.</summary>
    public static Unit Microfarad => field ??= Parse("uF");
    /// <summary>Nanofarad: 1e-9 F.</summary>
    public static Unit Nanofarad => field ??= Parse("nF");
    /// <summary>Picofarad: 1e-12 F.</summary>
    public static Unit Picofarad => field ??= Parse("pF");
    /// <summary>Femtofarad: 1e-15 F.</summary>
    public static Unit Femtofarad => field ??= Parse("fF");
    /// <summary>Henry: Wb/A.</summary>
    public static Unit Henry => field ??= Parse("H");
    /// <summary>Millihenry: 1e-3 H.</summary>
    public static Unit Millihenry => field ??= Parse("mH");
    /// <summary>Microhenry: 1e-6 H.</summary>
    public static Unit Microhenry => field ??= Parse("uH");
    /// <summary>Nanohenry: 1e-9 H.</summary>
    public static Unit Nanohenry => field ??= Parse("nH");
    /// <summary>Coulomb: A*s.</summary>
    public static Unit Coulomb => field ??= Parse("C");
    /// <summary>Millicoulomb: 1e-3 C.</summary>
    public static Unit Millicoulomb => field ??= Parse("mC");
    /// <summary>Microcoulomb: 1e-6 C.</summary>
    public static Unit Microcoulomb => field ??= Parse("uC");
    /// <summary>Nanocoulomb: 1e-9 C.</summary>
    public static Unit Nanocoulomb => field ??= Parse("nC");
    /// <summary>Picocoulomb: 1e-12 C.</summary>
    public static Unit Picocoulomb => field ??= Parse("pC");
    /// <summary>Femtocoulomb: 1e-15 C.</summary>
    public static Unit Femtocoulomb => field ??= Parse("fC");
    /// <summary>Weber: V*s.</summary>
    public static Unit Weber => field ??= Parse("Wb");
    /// <summary>Milliweber: 1e-3 Wb.</summary>
    public static Unit Milliweber => field ??= Parse("mWb");
    /// <summary>Microweber: 1e-6 Wb.</summary>
    public static Unit Microweber => field ??= Parse("uWb");
    /// <summary>Tesla: Wb/m^2.</summary>
    public static Unit Tesla => field ??= Parse("T");
    /// <summary>Millitesla: 1e-3 T.</summary>
    public static Unit Millitesla => field ??= Parse("mT");
    /// <summary>Microtesla: 1e-6 T.</summary>
    public static Unit Microtesla => field ??= Parse("uT");
    /// <summary>Nanotesla: 1e-9 T.</summary>
    public static Unit Nanotesla => field ??= Parse("nT");
    /// <summary>Picotesla: 1e-12 T.</summary>
    public static Unit Picotesla => field ??= Parse("pT");
    /// <summary>Femtotesla: 1e-15 T.</summary>
    public static Unit Femtotesla => field ??= Parse("fT");
    /// <summary>Gauss: 0.1 mT.</summary>
    public static Unit Gauss => field ??= Parse("G");
}
