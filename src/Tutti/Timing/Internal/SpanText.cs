using System.Globalization;

namespace Tutti.Timing.Internal;

/// <summary>Writes spans of time for messages.</summary>
internal static class SpanText
{
    /// <summary>Writes a span as a number with the unit that suits it, such as <c>250 us</c>, <c>2.5 s</c> or <c>8:00:00 h</c>.</summary>
    public static string Of(TimeSpan span) => span.Ticks switch
    {
        < 0 => "unlimited time",
        < TimeSpan.TicksPerMillisecond => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMicroseconds:0.###} us"),
        < TimeSpan.TicksPerSecond => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###} ms"),
        < TimeSpan.TicksPerHour => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}{span:\\:mm\\:ss} h"),
    };
}
