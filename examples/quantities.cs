#:project ../src/Tutti/Tutti.csproj

// Numbers with units: how they are written, converted and refused.
//   dotnet run examples/quantities.cs

using Tutti.Quantities;
using static Tutti.Quantities.Units;

Quantity distance = 2 * mm + 350 * um;
Quantity speed = distance / (47 * ms);

Console.WriteLine($"distance  {distance}  =  {distance.To(um)}");
Console.WriteLine($"speed     {speed.To(mm / s):0.###}");
Console.WriteLine($"number    {distance.In(um)} in micrometres, for code that wants a plain double");

// Equal is what is the same length, in whatever unit it was written.
Console.WriteLine($"equal     {2.35 * mm == 2350 * um}");

// Text goes in and out in every culture alike, and comes back as the same quantity.
Quantity rate = Quantity.Parse("12.5 mm3/s");
Console.WriteLine($"read      {rate}, filling 1 mL takes {(1 * mL / rate).To(s)}");

// All digits are written, so that text is read back as it was. For people the number takes a format, as any number does.
Quantity flow = (0.5 * mL / min).To(mm3 / s);
Console.WriteLine($"written   {flow}, {flow:0.##} or {flow:G2}");    // 8.333333333333334 mm^3/s, 8.33 mm^3/s or 8.3 mm^3/s

// What does not fit together is refused, with a message that names both.
try
{
    Console.WriteLine(distance + 1 * V);
}
catch (UnitException refusal)
{
    Console.WriteLine($"refused   {refusal.Message}");
}
