using System.Globalization;
using System.Text;
using Tutti.Cli.Output;

namespace Tutti.Cli.Tests.Output;

public sealed class CsvTableTests
{
    [Fact]
    public void Write_TwoColumns_HeadsThemWithUnits()
    {
        string text = Write(new CsvColumn("time", "s", (double[])[0, 8e-9]), new CsvColumn("channel 1", "V", (double[])[-0.5, 0.25]));

        Assert.Equal("time (s),channel 1 (V)\n0,-0.5\n8E-09,0.25\n", text);
    }

    [Fact]
    public void Write_NameWithCommaOrQuote_IsQuoted()
    {
        string text = Write(new CsvColumn("a, \"b\"", "V", default), new CsvColumn("c", "", default));

        Assert.Equal("\"a, \"\"b\"\" (V)\",c\n", text);
    }

    [Fact]
    public void Write_AnyNumber_ReadsBackAsTheSame()
    {
        var random = new Random(1);
        double[] values =
        [
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue, -0.0,
            .. Enumerable.Range(0, 10_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        ];

        string[] lines = Write(new CsvColumn("x", "", values)).TrimEnd('\n').Split('\n');

        Assert.Equal(values, lines.Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture)));
    }

    private static string Write(params CsvColumn[] columns)
    {
        using var stream = new MemoryStream();
        CsvTable.Write(stream, columns);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
