using System.Globalization;
using System.Text;
using System.Xml;

namespace Tutti.Cli.Plots;

/// <summary>Writes the elements of an SVG document, one to a line.</summary>
internal sealed class SvgCanvas : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private readonly XmlWriter _writer;

    /// <summary>Initializes a canvas on a stream.</summary>
    /// <param name="stream">Where to; stays open.</param>
    public SvgCanvas(Stream stream) => _writer = XmlWriter.Create(
        stream,
        new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" });

    /// <summary>Writes a coordinate: two digits after the point are a hundredth of a pixel.</summary>
    /// <param name="value">The coordinate.</param>
    /// <returns>The text.</returns>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Opens the document.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="title">What a screen reader says.</param>
    public void Begin(double width, double height, string title)
    {
        _writer.WriteStartElement("svg", Namespace);
        Attributes(
            ("width", Number(width)),
            ("height", Number(height)),
            ("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            ("role", "img"),
            ("font-family", "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"));
        _writer.WriteElementString("title", Namespace, Clean(title));
    }

    /// <summary>Writes an element without content.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Its attributes.</param>
    public void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _writer.WriteStartElement(name, Namespace);
        Attributes(attributes);
        _writer.WriteEndElement();
    }

    /// <summary>Opens an element, which <see cref="EndGroup"/> closes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Its attributes.</param>
    public void BeginGroup(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _writer.WriteStartElement(name, Namespace);
        Attributes(attributes);
    }

    /// <summary>Closes the element that was opened last.</summary>
    public void EndGroup() => _writer.WriteEndElement();

    /// <summary>Writes a line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Where it is anchored, in pixels.</param>
    /// <param name="y">Where its base line is, in pixels.</param>
    /// <param name="attributes">Further attributes.</param>
    public void Text(string text, double x, double y, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _writer.WriteStartElement("text", Namespace);
        Attributes(("x", Number(x)), ("y", Number(y)));
        Attributes(attributes);
        _writer.WriteString(Clean(text));
        _writer.WriteEndElement();
    }

    /// <summary>Writes a straight line.</summary>
    /// <param name="x1">Its beginning.</param>
    /// <param name="y1">Its beginning's height.</param>
    /// <param name="x2">Its end.</param>
    /// <param name="y2">Its end's height.</param>
    /// <param name="attributes">Further attributes.</param>
    public void Line(double x1, double y1, double x2, double y2, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _writer.WriteStartElement("line", Namespace);
        Attributes(("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)));
        Attributes(attributes);
        _writer.WriteEndElement();
    }

    /// <summary>Closes the document.</summary>
    public void End()
    {
        _writer.WriteEndElement();
        _writer.WriteWhitespace("\n");
        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static string Clean(string text) => string.Concat(text.Where(character => XmlConvert.IsXmlChar(character)));

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            _writer.WriteAttributeString(name, value);
        }
    }
}
