using Tutti.Generators.Internal;

namespace Tutti.Generators.Twins;

/// <summary>Is all that is known of a blocking method when its twin is written; equal methods have equal twins.</summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Modifiers">Its accessibility and whether it is static, each followed by a space.</param>
/// <param name="Attributes">Its attributes that count for its callers.</param>
/// <param name="ResultType">The type of its result; <see langword="null"/> if there is none.</param>
/// <param name="TypeParameters">Its type parameters in angle brackets, with their attributes; empty if there are none.</param>
/// <param name="TypeArguments">The same without attributes.</param>
/// <param name="Constraints">The constraints of its type parameters.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Receiver">What it is called on.</param>
/// <param name="CopiedType">The type of what it is called on if that has to be copied, as a struct has.</param>
/// <param name="FutureName">The name of the future.</param>
/// <param name="IsNullableAware">Whether its types say what may be null.</param>
/// <param name="Documentation">The documentation of the twin without a token.</param>
/// <param name="TokenDocumentation">The documentation of the twin with a token.</param>
/// <param name="TokenName">The name of that token.</param>
internal sealed record TwinMethod(
    TwinType Type,
    string Name,
    string Modifiers,
    EquatableArray<string> Attributes,
    string? ResultType,
    string TypeParameters,
    string TypeArguments,
    EquatableArray<string> Constraints,
    EquatableArray<TwinParameter> Parameters,
    string Receiver,
    string? CopiedType,
    string FutureName,
    bool IsNullableAware,
    EquatableArray<string> Documentation,
    EquatableArray<string> TokenDocumentation,
    string TokenName);
