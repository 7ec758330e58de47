namespace Tutti.Generators.Twins;

/// <summary>Is a parameter of a blocking method.</summary>
/// <param name="Attributes">Its attributes that count for its callers, each followed by a space.</param>
/// <param name="Modifiers">Its modifiers, each followed by a space.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, escaped if it is a keyword.</param>
/// <param name="DefaultValue">Its default value, if it has one.</param>
/// <param name="IsToken">Whether the future's own token goes there.</param>
/// <param name="IsReference">Whether it is a reference that is only read.</param>
internal sealed record TwinParameter(
    string Attributes, string Modifiers, string Type, string Name, string? DefaultValue, bool IsToken, bool IsReference);
