namespace Tutti.Tests.Conventions;

/// <summary>Finds the C# in a Markdown document, and finds it again in a source file.</summary>
internal static class CodeBlocks
{
    private const string Fence = "```";

    public static IEnumerable<CodeBlock> Of(string[] document)
    {
        int line = 0;
        while (line < document.Length)
        {
            bool isFence = document[line].StartsWith(Fence, StringComparison.Ordinal);
            string language = document[line][(isFence ? Fence.Length : 0)..].Trim();
            int start = ++line;
            if (!isFence)
            {
                continue;
            }

            while (line < document.Length && document[line] != Fence)
            {
                line++;
            }

            if (language is "csharp" or "cs" or "c#")
            {
                yield return new CodeBlock(start, WithoutBlankEnds(document[start..line]));
            }

            line++;
        }
    }

    public static bool Contains(string[] source, string[] block)
    {
        return Enumerable.Range(0, Math.Max(0, source.Length - block.Length + 1))
            .Any(start => source.AsSpan(start, block.Length).SequenceEqual(block));
    }

    private static string[] WithoutBlankEnds(string[] lines)
    {
        int first = Array.FindIndex(lines, line => line.Length > 0);
        return first < 0 ? [] : lines[first..(Array.FindLastIndex(lines, line => line.Length > 0) + 1)];
    }
}
