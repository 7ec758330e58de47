using System.Diagnostics.CodeAnalysis;

namespace Tutti.Execution.Internal;

/// <summary>Makes a short name of the source text that a future was started with.</summary>
internal static class FutureName
{
    private const int MaximumLength = 60;

    /// <summary>Tells whether a text is a name as it stands.</summary>
    public static bool IsFinished([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength || text[0] == ' ' || text[^1] == ' ')
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || text[i + 1] == ' '))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives a one-line name of at most 60 characters.</summary>
    public static string FromExpression(string? expression)
    {
        if (string.IsNullOrWhiteSpace(expression))
        {
            return "future";
        }

        string text = string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaximumLength ? text : string.Concat(text.AsSpan(0, MaximumLength - 3), "...");
    }
}
