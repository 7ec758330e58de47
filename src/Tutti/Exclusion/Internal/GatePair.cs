namespace Tutti.Exclusion.Internal;

/// <summary>Is the gates of two resources that are claimed together, made once for many claims; thread safe.</summary>
internal sealed class GatePair
{
    private readonly Gate[] _first;
    private readonly Gate[] _second;
    private readonly Gate[] _both;

    private GatePair(Gate[] first, Gate[] second)
    {
        _first = first;
        _second = second;
        _both = [.. first.Union(second)];
    }

    /// <summary>Gives the gates of both, each once; the same array for the same two as the last time.</summary>
    public static Gate[] Of(Gate[] first, Gate[] second)
    {
        GatePair? pair = first[0].LastPair;
        if (pair is null || !ReferenceEquals(pair._first, first) || !ReferenceEquals(pair._second, second))
        {
            first[0].LastPair = pair = new GatePair(first, second);
        }

        return pair._both;
    }
}
