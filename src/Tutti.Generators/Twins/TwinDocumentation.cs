using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Tutti.Generators.Internal;

namespace Tutti.Generators.Twins;

/// <summary>Carries the documentation of a method over to its twins.</summary>
/// <param name="Twin">The lines for the twin without a token.</param>
/// <param name="TwinWithToken">The lines for the twin with a token.</param>
internal sealed record TwinDocumentation(EquatableArray<string> Twin, EquatableArray<string> TwinWithToken)
{
    private const string CancelId = "M:Tutti.Execution.Future.Cancel";

    public static TwinDocumentation Read(IMethodSymbol method, string tokenName, CancellationToken cancellationToken)
    {
        XElement member = Parse(method.GetDocumentationCommentXml(cancellationToken: cancellationToken)) ?? new XElement("member");
        string id = method.GetDocumentationCommentId() ?? string.Empty;
        object[] where = ["Runs ", See(id), " on a worker thread; what that throws is in the future."];
        if (member.Elements().Any())
        {
            AddRemark(member, where);
        }
        else
        {
            member.Add(new XElement("summary", where));
        }

        Reword(member, id, method.ReturnsVoid);
        string[] tokens = [.. method.Parameters.Where(TwinRules.IsToken).Select(parameter => parameter.Name)];
        return new TwinDocumentation(
            new(Lines(WithoutTokens(member, tokens))), new(Lines(WithToken(member, tokens, tokenName))));
    }

    private static XElement? Parse(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml))
        {
            return null;
        }

        try
        {
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null; // The compiler complains at the method itself.
        }
    }

    /// <summary>Says of the twin that it returns a future, and lets it inherit what the method inherits.</summary>
    private static void Reword(XElement member, string id, bool isVoid)
    {
        foreach (XElement inherited in member.Descendants("inheritdoc").Where(element => element.Attribute("cref") is null))
        {
            inherited.SetAttributeValue("cref", id);
        }

        if (member.Element("returns") is { } returns && !isVoid)
        {
            returns.AddFirst("A future of the result. ");
        }
        else if (member.Element("inheritdoc") is null)
        {
            member.Element("returns")?.Remove();
            member.Add(new XElement("returns", isVoid ? "A future that has ended when the method has." : "A future of the result."));
        }
    }

    private static void AddRemark(XElement member, object[] remark)
    {
        if (member.Element("remarks") is { } remarks)
        {
            remarks.AddFirst(new XElement("para", remark));
        }
        else
        {
            member.Add(new XElement("remarks", remark));
        }
    }

    private static XElement WithoutTokens(XElement member, string[] tokens)
    {
        var copy = new XElement(member);
        bool IsOfToken(XElement element) => tokens.Contains((string?)element.Attribute("name"), StringComparer.Ordinal);
        copy.Elements("param").Where(IsOfToken).Remove();
        foreach (XElement mention in copy.Descendants("paramref").Where(IsOfToken).ToArray())
        {
            mention.ReplaceWith(new XElement("c", (string?)mention.Attribute("name")));
        }

        return copy;
    }

    private static XElement WithToken(XElement member, string[] tokens, string tokenName)
    {
        XElement copy = WithoutTokens(member, [.. tokens.Where(name => name != tokenName)]);
        bool IsDocumented(string name) => copy.Elements("param").Any(element => (string?)element.Attribute("name") == name);
        if (!IsDocumented(tokenName))
        {
            var token = new XElement("param", new XAttribute("name", tokenName), "Cancels the future as ", See(CancelId), " does.");
            XElement? before = copy.Elements().LastOrDefault(element => element.Name == "param" || element.Name == "typeparam")
                ?? copy.Element("summary");
            if (before is not null)
            {
                before.AddAfterSelf(token);
            }
            else
            {
                copy.Add(token);
            }
        }

        return copy;
    }

    private static XElement See(string id) => new("see", new XAttribute("cref", id));

    private static IEnumerable<string> Lines(XElement member)
    {
        return member.Elements()
            .SelectMany(element => element.ToString(SaveOptions.DisableFormatting).Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0);
    }
}
