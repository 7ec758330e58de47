using System.Collections.Immutable;
using System.Globalization;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Twins;

/// <summary>Is a file with the twins of one type.</summary>
/// <param name="Name">The name of the file, unlike all others, also where case does not count.</param>
/// <param name="Type">The type.</param>
/// <param name="Methods">Its methods, in the order of the program text.</param>
internal sealed record TwinFile(string Name, TwinType Type, EquatableArray<TwinMethod> Methods)
{
    public static IEnumerable<TwinFile> Sort(ImmutableArray<TwinMethod> methods, CancellationToken cancellationToken)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<TwinType, TwinMethod> group in methods.GroupBy(method => method.Type))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string plain = group.Key.Path;
            string name = plain;
            for (int i = 2; !names.Add(name); i++)
            {
                name = plain + "." + i.ToString(CultureInfo.InvariantCulture);
            }

            yield return new TwinFile(name + ".Async.g.cs", group.Key, new(group));
        }
    }
}
