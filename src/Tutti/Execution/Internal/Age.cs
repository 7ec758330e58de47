using System.Globalization;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Remembers an instant of a flow's time, to tell later how long ago it was; precise to some milliseconds, and cheap.</summary>
/// <remarks>Whoever asks gets the age in the time of the flow that it was made in: an explanation of a virtual run may be read outside of it.</remarks>
internal readonly struct Age
{
    private readonly TimeProvider? _clock; // of a virtual run
    private readonly long _next; // the millisecond after it, lest the beginning of virtual time be taken for none

    private Age(TimeProvider? clock)
    {
        _clock = clock;
        _next = Now(clock) + 1;
    }

    /// <summary>Gets an instant that is now.</summary>
    public static Age Zero => ZeroIn(Flow.Current);

    /// <summary>Gets a value indicating whether there is no instant.</summary>
    public bool IsUnknown => _next == 0;

    /// <summary>Gets the time since; zero if there is no instant.</summary>
    public TimeSpan Elapsed => IsUnknown ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Now(_clock) - (_next - 1));

#pragma warning disable RS0030 // Nothing waits for it; the precise clock costs ten times as much.
    private static long Now(TimeProvider? clock) => clock is null ? Environment.TickCount64 : (long)clock.GetElapsedTime(0).TotalMilliseconds;
#pragma warning restore RS0030

    /// <summary>Gives an instant that is now in the time of a flow.</summary>
    public static Age ZeroIn(Flow? flow) => new(flow?.Clock);

    /// <inheritdoc/>
    public override string ToString() => Describe(Elapsed);

    /// <summary>Writes a span of time for people, such as <c>12.3 s</c>.</summary>
    public static string Describe(TimeSpan span) => span < TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : SpanText.Of(span);
}
