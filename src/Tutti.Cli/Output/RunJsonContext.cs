using System.Text.Json.Serialization;

namespace Tutti.Cli.Output;

/// <summary>Holds the generated code that writes the JSON files of a run, so that nothing is looked up at run time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NewLine = "\n")]
[JsonSerializable(typeof(RunSettings))]
[JsonSerializable(typeof(RunResults))]
[JsonSerializable(typeof(SavedWaitSettings))]
[JsonSerializable(typeof(SavedWaitResults))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
