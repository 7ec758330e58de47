using Microsoft.CodeAnalysis;

namespace Tutti.Generators.Twins;

/// <summary>Says why a method gets no twin.</summary>
internal sealed record TwinRefusal(DiagnosticDescriptor Rule, Location? Location, object[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, Arguments);
}
