namespace Tutti.Quantities;

/// <summary>Remembers one thing per pair of units. Reading takes no lock and allocates nothing; what is remembered is never forgotten.</summary>
/// <remarks>Much smaller to load and quicker to read than a concurrent dictionary, whose code would have to be compiled for this key.</remarks>
/// <typeparam name="T">What is remembered.</typeparam>
internal sealed class UnitPairs<T>
    where T : class
{
    private const int BucketCount = 512;

    private readonly Entry?[] _buckets = new Entry?[BucketCount];

    /// <summary>Returns what is remembered, or <see langword="null"/>.</summary>
    public T? Find(Unit left, Unit right)
    {
        Entry? entry = Volatile.Read(ref Bucket(left, right));
        while (entry is not null && !(ReferenceEquals(entry.Left, left) && ReferenceEquals(entry.Right, right)))
        {
            entry = entry.Next;
        }

        return entry?.Value;
    }

    /// <summary>Remembers a value and returns it. Two threads may do so at once; either value is then as good as the other.</summary>
    public T Add(Unit left, Unit right, T value)
    {
        ref Entry? bucket = ref Bucket(left, right);
        Entry? first;
        do
        {
            first = Volatile.Read(ref bucket);
        }
        while (Interlocked.CompareExchange(ref bucket, new Entry(left, right, value, first), first) != first);
        return value;
    }

    private ref Entry? Bucket(Unit left, Unit right) => ref _buckets[((left.Id * 31) + right.Id) & (BucketCount - 1)];

    private sealed record Entry(Unit Left, Unit Right, T Value, Entry? Next);
}
