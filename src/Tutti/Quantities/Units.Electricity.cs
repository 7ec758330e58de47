namespace Tutti.Quantities;

/// <content>Units of electricity and magnetism.</content>
public static partial class Units
{
    /// <summary>Ampere, the unit of electric current.</summary>
    public static Unit A => Unit.Ampere;
    /// <summary>Kiloampere: 1e3 A.</summary>
    public static Unit kA => Unit.Kiloampere;
    /// <summary>Milliampere: 1e-3 A.</summary>
    public static Unit mA => Unit.Milliampere;
    /// <summary>Microampere: 1e-6 A.</summary>
    public static Unit uA => Unit.Microampere;
    /// <summary>Nanoampere: 1e-9 A.</summary>
    public static Unit nA => Unit.Nanoampere;
    /// <summary>Picoampere: 1e-12 A.</summary>
    public static Unit pA => Unit.Picoampere;
    /// <summary>Femtoampere: 1e-15 A.</summary>
    public static Unit fA => Unit.Femtoampere;
    /// <summary>Volt: W/A.</summary>
    public static Unit V => Unit.Volt;
    /// <summary>Megavolt: 1e6 V.</summary>
    public static Unit MV => Unit.Megavolt;
    /// <summary>Kilovolt: 1e3 V.</summary>
    public static Unit kV => Unit.Kilovolt;
    /// <summary>Millivolt: 1e-3 V.</summary>
    public static Unit mV => Unit.Millivolt;
    /// <summary>Microvolt: 1e-6 V.</summary>
    public static Unit uV => Unit.Microvolt;
    /// <summary>Nanovolt: 1e-9 V.</summary>
    public static Unit nV => Unit.Nanovolt;
    /// <summary>Ohm: V/A.</summary>
    public static Unit Ohm => Unit.Ohm;
    /// <summary>Microohm: 1e-6 Ohm.</summary>
    public static Unit uOhm => Unit.Microohm;
    /// <summary>Milliohm: 1e-3 Ohm.</summary>
    public static Unit mOhm => Unit.Milliohm;
    /// <summary>Kiloohm: 1e3 Ohm.</summary>
    public static Unit kOhm => Unit.Kiloohm;
    /// <summary>Megaohm: 1e6 Ohm.</summary>
    public static Unit MOhm => Unit.Megaohm;
    /// <summary>Gigaohm: 1e9 Ohm.</summary>
    public static Unit GOhm => Unit.Gigaohm;
    /// <summary>Siemens: A/V.</summary>
    public static Unit S => Unit.Siemens;
    /// <summary>Millisiemens: 1e-3 S.</summary>
    public static Unit mS => Unit.Millisiemens;
    /// <summary>Microsiemens: 1e-6 S.</summary>
    public static Unit uS => Unit.Microsiemens;
    /// <summary>Nanosiemens: 1e-9 S.</summary>
    public static Unit nS => Unit.Nanosiemens;
    /// <summary>Farad: C/V.</summary>
    public static Unit F => Unit.Farad;
    /// <summary>Millifarad: 1e-3 F.</summary>
    public static Unit mF => Unit.Millifarad;
    /// <summary>Microfarad: 1e-6 F.</summary>
    public static Unit uF => Unit.Microfarad;
    /// <summary>Nanofarad: 1e-9 F.</summary>
    public static Unit nF => Unit.Nanofarad;
    /// <summary>Picofarad: 1e-12 F.</summary>
    public static Unit pF => Unit.Picofarad;
    /// <summary>Femtofarad: 1e-15 F.</summary>
    public static Unit fF => Unit.Femtofarad;
    /// <summary>Henry: Wb/A.</summary>
    public static Unit H => Unit.Henry;
    /// <summary>Millihenry: 1e-3 H.</summary>
    public static Unit mH => Unit.Millihenry;
    /// <summary>Microhenry: 1e-6 H.</summary>
    public static Unit uH => Unit.Microhenry;
    /// <summary>Nanohenry: 1e-9 H.</summary>
    public static Unit nH => Unit.Nanohenry;
    /// <summary>Coulomb: A*s.</summary>
    public static Unit C => Unit.Coulomb;
    /// <summary>Millicoulomb: 1e-3 C.</summary>
    public static Unit mC => Unit.Millicoulomb;
    /// <summary>Microcoulomb: 1e-6 C.</summary>
    public static Unit uC => Unit.Microcoulomb;
    /// <summary>Nanocoulomb: 1e-9 C.</summary>
    public static Unit nC => Unit.Nanocoulomb;
    /// <summary>Picocoulomb: 1e-12 C.</summary>
    public static Unit pC => Unit.Picocoulomb;
    /// <summary>Femtocoulomb: 1e-15 C.</summary>
    public static Unit fC => Unit.Femtocoulomb;
    /// <summary>Weber: V*s.</summary>
    public static Unit Wb => Unit.Weber;
    /// <summary>Milliweber: 1e-3 Wb.</summary>
    public static Unit mWb => Unit.Milliweber;
    /// <summary>Microweber: 1e-6 Wb.</summary>
    public static Unit uWb => Unit.Microweber;
    /// <summary>Tesla: Wb/m^2.</summary>
    public static Unit T => Unit.Tesla;
    /// <summary>Millitesla: 1e-3 T.</summary>
    public static Unit mT => Unit.Millitesla;
    /// <summary>Microtesla: 1e-6 T.</summary>
    public static Unit uT => Unit.Microtesla;
    /// <summary>Nanotesla: 1e-9 T.</summary>
    public static Unit nT => Unit.Nanotesla;
    /// <summary>Picotesla: 1e-12 T.</summary>
    public static Unit pT => Unit.Picotesla;
    /// <summary>Femtotesla: 1e-15 T.</summary>
    public static Unit fT => Unit.Femtotesla;
    /// <summary>Gauss: 0.1 mT.</summary>
    public static Unit gauss => Unit.Gauss;
}
