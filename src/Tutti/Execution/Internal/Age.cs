using System.Globalization;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Remembers an instant of the flow's time, to tell later how long ago it was; precise to some milliseconds, and cheap.</summary>
internal readonly struct Age
{
    private readonly long _next; // the millisecond after it, lest the beginning of virtual time be taken for none

    private Age(long since)
    {
        _next = since + 1;
    }

    /// <summary>Gets an instant that is now.</summary>
    public static Age Zero => new(Now(Flow.Current));

    /// <summary>Gets a value indicating whether there is no instant.</summary>
    public bool IsUnknown => _next == 0;

    /// <summary>Gets the time since; zero if there is no instant.</summary>
    public TimeSpan Elapsed => ElapsedIn(Flow.Current);

#pragma warning disable RS0030 // Nothing waits for it; the precise clock costs ten times as much.
    private static long Now(Flow? flow) => flow?.Clock is { } clock
        ? (long)clock.GetElapsedTime(0).TotalMilliseconds
        : Environment.TickCount64;
#pragma warning restore RS0030

    /// <summary>Gives an instant that is now in the time of a flow.</summary>
    public static Age ZeroIn(Flow? flow) => new(Now(flow));

    /// <summary>Gives the time since in the time of a flow.</summary>
    public TimeSpan ElapsedIn(Flow? flow) => IsUnknown ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Now(flow) - (_next - 1));

    /// <inheritdoc/>
    public override string ToString() => Describe(Elapsed);

    /// <summary>Writes a span of time for people, such as <c>12.3 s</c>.</summary>
    public static string Describe(TimeSpan span) => span < TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : SpanText.Of(span);
}
