#pragma warning disable IDE0130 // The compiler looks for it here.
namespace Microsoft.CodeAnalysis;
#pragma warning restore IDE0130

/// <summary>Tells the compiler that a type is of this assembly alone.</summary>
[Embedded]
[AttributeUsage(AttributeTargets.All)]
internal sealed class EmbeddedAttribute : Attribute;
