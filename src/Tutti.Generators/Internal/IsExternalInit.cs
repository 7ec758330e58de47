using Microsoft.CodeAnalysis;

#pragma warning disable IDE0130 // The compiler looks for it here; .NET Standard 2.0 has none.
namespace System.Runtime.CompilerServices;
#pragma warning restore IDE0130

/// <summary>Lets records be declared; embedded, so that assemblies which see the internals of this one do not find two.</summary>
[Embedded]
internal static class IsExternalInit;
