using Tutti.Generators.Internal;

namespace Tutti.Generators.Twins;

/// <summary>Is the type that twins are added to.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Declarations">
/// How it and the types around it are declared, the outermost first: <c>partial class Laser&lt;T&gt;</c>.
/// </param>
/// <param name="Path">Its name with all that it is in, as it can stand in the name of a file: <c>Lab.Laser{T}</c>.</param>
internal sealed record TwinType(string Namespace, EquatableArray<string> Declarations, string Path);
