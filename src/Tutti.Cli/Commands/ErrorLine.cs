using System.Net.Sockets;

namespace Tutti.Cli.Commands;

/// <summary>Says in one line what went wrong.</summary>
internal static class ErrorLine
{
    /// <summary>Describes an error.</summary>
    /// <param name="exception">The error.</param>
    /// <returns>One line without control characters.</returns>
    public static string Of(Exception exception)
    {
        Exception error = exception is AggregateException { InnerExceptions.Count: 1 } ? exception.InnerException! : exception;
        string text = error is TuttiException or TimeoutException or SocketException or IOException or UnauthorizedAccessException
            ? error.Message
            : $"Something unexpected happened ({error.GetType().Name}: {FirstLine(error.Message)}). "
                + "Please report it; --verbose shows where.";
        return FirstLine(text);
    }

    /// <summary>Gives the first line of a text that comes from elsewhere, fit for a terminal.</summary>
    /// <param name="text">The text; a server's words may be in it.</param>
    /// <returns>The first line, with control characters replaced.</returns>
    internal static string FirstLine(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        int end = trimmed.IndexOfAny('\r', '\n');
        string line = (end < 0 ? trimmed : trimmed[..end]).ToString();
        return string.Concat(line.Select(character => char.IsControl(character) ? '\ufffd' : character));
    }
}
