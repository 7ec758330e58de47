namespace Tutti.Quantities;

/// <summary>Holds the units of a laboratory under their symbols, for <c>using static Tutti.Quantities.Units;</c>.</summary>
/// <remarks>
/// <para>
/// A property is named as its unit is written and read, except where that is no legal or no safe name: <c>percent</c> (%), <c>gauss</c> (G),
/// <c>day</c> (d), <c>samples</c> (also <c>Sa</c>), and powers without the ^ (<c>mm3</c> for mm^3). Attoseconds and inches have no
/// short form, since <c>as</c> and <c>in</c> are words of C#. Prefixes without a property here are read all the same:
/// <c>Unit.Parse("Mm")</c>.
/// </para>
/// <para>
/// A variable, parameter or type parameter hides the unit of the same name (<c>s</c>, <c>m</c>, <c>T</c>, <c>h</c>, <c>min</c>, <c>count</c> are the
/// usual ones). Every unit therefore has a long name that nothing hides: <see cref="Unit.Second"/>, <see cref="Unit.Tesla"/>.
/// </para>
/// </remarks>
public static partial class Units;
