namespace Tutti.Cli.Tests.Support;

/// <summary>Tells always the same time, in a zone two hours before UTC.</summary>
internal sealed class FixedTimeProvider : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");

    public override DateTimeOffset GetUtcNow() => new(2026, 8, 1, 23, 30, 5, TimeSpan.Zero);
}
