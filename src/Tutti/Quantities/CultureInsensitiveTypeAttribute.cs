#pragma warning disable IDE0130 // the analyzer knows the attribute by this full name
namespace Meziantou.Analyzer.Annotations;

/// <summary>Tells the analyzers of this build and of every user that the text of a type is the same in all cultures, so that it may be interpolated.</summary>
/// <remarks>Declared here, it needs no package.</remarks>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
internal sealed class CultureInsensitiveTypeAttribute : Attribute;
