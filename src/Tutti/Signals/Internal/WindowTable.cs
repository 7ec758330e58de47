namespace Tutti.Signals.Internal;

/// <summary>
/// Keeps the weights of a window, with their sums. Of each window the table used last is kept, as traces keep their length.
/// </summary>
internal sealed class WindowTable
{
    private static readonly WindowTable?[] Latest = new WindowTable?[Enum.GetValues<Window>().Length];

    private readonly double[] _weights;

    private WindowTable(Window window, int length)
    {
        _weights = Windows.Create(window, length);
        Sum = TraceMath.Sum(_weights);
        NoiseBandwidth = Windows.NoiseBandwidth(_weights);
    }

    /// <summary>Gets the weights.</summary>
    internal ReadOnlySpan<double> Weights => _weights;

    /// <summary>Gets the sum of the weights.</summary>
    internal double Sum { get; }

    /// <summary>Gets the equivalent noise bandwidth in points.</summary>
    internal double NoiseBandwidth { get; }

    /// <summary>Gives the table of a window.</summary>
    internal static WindowTable For(Window window, int length)
    {
        if (window < 0 || (int)window >= Latest.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, "The window is none of the enumeration Window.");
        }

        WindowTable? table = Volatile.Read(ref Latest[(int)window]);
        if (table is null || table._weights.Length != length)
        {
            table = new WindowTable(window, length);
            Volatile.Write(ref Latest[(int)window], table);
        }

        return table;
    }
}
