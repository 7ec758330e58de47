using System.Globalization;

namespace Tutti.Timing.Internal;

/// <summary>Writes spans of time for messages.</summary>
internal static class SpanText
{
    private static volatile Written? _last; // mostly it is the same span again: thousands of equal waits name theirs when they are cancelled

    /// <summary>Writes a time limit as it follows what is waited for, such as <c>, for at most 2 s</c>; empty if there is none.</summary>
    public static string OfLimit(TimeSpan? limit) => limit is { Ticks: >= 0 } span ? $", for at most {Of(span)}" : string.Empty;

    /// <summary>Writes a span as a number with the unit that suits it, such as <c>250 us</c>, <c>2.5 s</c> or <c>8:00:00 h</c>.</summary>
    public static string Of(TimeSpan span)
    {
        if (_last is not { } last || last.Span != span)
        {
            _last = last = new Written(span, Write(span));
        }

        return last.Text;
    }

    private static string Write(TimeSpan span) => span.Ticks switch
    {
        < 0 => "unlimited time",
        < TimeSpan.TicksPerMillisecond => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMicroseconds:0.###} us"),
        < TimeSpan.TicksPerSecond => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###} ms"),
        < TimeSpan.TicksPerHour => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}{span:\\:mm\\:ss} h"),
    };

    private sealed record Written(TimeSpan Span, string Text);
}
