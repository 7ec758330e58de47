namespace Tutti.Execution.Internal;

/// <summary>Makes a short name of the source text that a future was started with.</summary>
internal static class FutureName
{
    private const int MaximumLength = 60;

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
