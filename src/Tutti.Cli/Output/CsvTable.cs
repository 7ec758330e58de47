using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tutti.Cli.Output;

/// <summary>Is a table of numbers as a file of comma-separated values (RFC 4180, with LF).</summary>
internal static class CsvTable
{
    private const int NumberLength = 32;

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a table: one line of heads, then one line per row.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="columns">The columns, all of one length. Each number is the shortest text that reads back as the same number.</param>
    public static void Write(Stream stream, IReadOnlyList<CsvColumn> columns)
    {
        int rows = columns[0].Values.Length;
        Debug.Assert(columns.All(column => column.Values.Length == rows), "columns of one length");
        stream.Write(Encoding.UTF8.GetBytes(string.Join(',', columns.Select(column => Quote(column.Header))) + "\n"));
        byte[] line = new byte[columns.Count * (NumberLength + 1)];
        for (int row = 0; row < rows; row++)
        {
            int length = 0;
            foreach (CsvColumn column in columns)
            {
                column.Values.Span[row].TryFormat(line.AsSpan(length), out int written, default, CultureInfo.InvariantCulture);
                length += written;
                line[length++] = (byte)',';
            }

            line[length - 1] = (byte)'\n';
            stream.Write(line, 0, length);
        }
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
