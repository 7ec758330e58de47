using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tutti.Cli.Output;

/// <summary>Writes the JSON files of a run.</summary>
internal static class RunJson
{
    // Letters such as µ stay as they are: the files are for people, and are not put into web pages.
    private static readonly RunJsonContext Context =
        new(new JsonSerializerOptions(RunJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="value">The value.</param>
    public static void Write<T>(Stream stream, T value)
    {
        JsonSerializer.Serialize(stream, value, (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!);
        stream.WriteByte((byte)'\n');
    }
}
