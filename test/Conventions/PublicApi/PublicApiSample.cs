namespace Tutti.Conventions.PublicApi;

/// <summary>Has one member of each kind, for the test of the listing.</summary>
public abstract class PublicApiSample<T> : IProgress<PublicApiSample<T>?>
    where T : class, IDisposable, new()
{
    public const double Half = 0.5;

    private readonly T? _first;

    protected PublicApiSample(T? first = null)
    {
        _first = first;
    }

    public event EventHandler? Changed;

    public required string Label { get; init; }

    protected virtual IReadOnlyList<string?>? Names => [_first?.ToString()];

    public int this[int index, DayOfWeek day = DayOfWeek.Monday] => index + (int)day;

    public static double operator +(PublicApiSample<T> left, double right) => right + left.Label.Length;

    [Obsolete("Only listed.", error: true)]
    public void Old(params ReadOnlySpan<int> numbers) => Changed?.Invoke(this, EventArgs.Empty);

    public abstract Task<TOther?> FindAsync<TOther>(ref int start, out string? found, CancellationToken cancellationToken = default)
        where TOther : struct;

    public void Report(PublicApiSample<T>? value) => Changed?.Invoke(this, EventArgs.Empty);

    public override string ToString() => Label;
}
