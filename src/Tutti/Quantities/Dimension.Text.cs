using System.Runtime.InteropServices;

namespace Tutti.Quantities;

/// <content>How a dimension is named in messages.</content>
public readonly partial struct Dimension
{
    private static readonly string[] BaseNames =
    [
        "length", "mass", "time", "electric current", "temperature", "amount of substance", "luminous intensity",
        "angle", "count", "pixel", "sample", "level",
    ];

    private static readonly Dictionary<Dimension, string> KnownNames = CreateKnownNames();

    /// <summary>Returns the name of the dimension, such as <c>length</c>, <c>voltage</c> or <c>length*angle</c>.</summary>
    /// <returns>The usual name if there is one, else the product of powers; <c>plain number</c> for <see cref="None"/>.</returns>
    public override string ToString() => KnownNames.TryGetValue(this, out string? name) ? name : Product();

    private static Dictionary<Dimension, string> CreateKnownNames()
    {
        Dimension length = Of(BaseDimension.Length);
        Dimension time = Of(BaseDimension.Time);
        Dimension current = Of(BaseDimension.Current);
        Dimension force = Of(BaseDimension.Mass) * length / time.Pow(2);
        Dimension power = force * length / time;
        Dimension voltage = power / current;
        return new Dictionary<Dimension, string>
        {
            [None] = "plain number",
            [length.Pow(2)] = "area",
            [length.Pow(3)] = "volume",
            [length.Pow(3) / time] = "volume flow",
            [length / time] = "speed",
            [length / time.Pow(2)] = "acceleration",
            [None / time] = "frequency",
            [Of(BaseDimension.Angle).Pow(2)] = "solid angle",
            [Of(BaseDimension.Angle) / time] = "angular speed",
            [Of(BaseDimension.Count) / time] = "count rate",
            [Of(BaseDimension.Sample) / time] = "sample rate",
            [Of(BaseDimension.Amount) / length.Pow(3)] = "concentration",
            [force] = "force",
            [force / length.Pow(2)] = "pressure",
            [force * length] = "energy",
            [power] = "power",
            [current * time] = "electric charge",
            [voltage] = "voltage",
            [voltage / current] = "resistance",
            [current / voltage] = "conductance",
            [current * time / voltage] = "capacitance",
            [voltage * time / current] = "inductance",
            [voltage * time] = "magnetic flux",
            [voltage * time / length.Pow(2)] = "magnetic flux density",
        };
    }

    private string Product()
    {
        List<(string Name, int Halves)> factors = [];
        for (int i = 0; i < BaseCount; i++)
        {
            if (_halves[i] != 0)
            {
                factors.Add((BaseNames[i], _halves[i]));
            }
        }

        return ProductText.Write(CollectionsMarshal.AsSpan(factors));
    }
}
