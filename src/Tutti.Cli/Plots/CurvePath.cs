using System.Globalization;
using System.Text;

namespace Tutti.Cli.Plots;

/// <summary>Turns the points of a curve into the path of an SVG element.</summary>
/// <remarks>
/// Of many points that fall into one column of pixels, the first, the lowest, the highest and the last are kept: the picture is the
/// same, spikes included, and its size follows the paper instead of the data. A point that cannot be shown parts the curve.
/// </remarks>
internal sealed class CurvePath
{
    private const double PointsPerColumn = 4;
    private const double Beyond = 10;           // coordinates farther out than this many plots are cut: no viewer's numbers overflow

    private const double LoneDash = 1.5;

    private readonly PlotScale _x;
    private readonly PlotScale _y;
    private readonly StringBuilder _path = new();
    private readonly Column _column = new();
    private bool _isDrawing;

    private CurvePath(PlotScale x, PlotScale y)
    {
        _x = x;
        _y = y;
    }

    /// <summary>Makes the path of a curve.</summary>
    /// <param name="series">The curve.</param>
    /// <param name="x">The horizontal scale.</param>
    /// <param name="y">The vertical scale.</param>
    /// <returns>The value of the attribute <c>d</c>; empty if no point can be shown.</returns>
    public static string Of(PlotSeries series, PlotScale x, PlotScale y)
    {
        var path = new CurvePath(x, y);
        path.Add(series.X.Span, series.Y.Span);
        return path._path.ToString();
    }

    /// <summary>Makes the path of a curve's points: lines of no length, which round ends make dots.</summary>
    /// <param name="series">The curve.</param>
    /// <param name="x">The horizontal scale.</param>
    /// <param name="y">The vertical scale.</param>
    /// <returns>The value of the attribute <c>d</c>.</returns>
    public static string DotsOf(PlotSeries series, PlotScale x, PlotScale y)
    {
        var path = new StringBuilder();
        for (int i = 0; i < series.X.Length; i++)
        {
            double left = x.ToPixel(series.X.Span[i]);
            double top = y.ToPixel(series.Y.Span[i]);
            if (double.IsFinite(left) && double.IsFinite(top))
            {
                path.Append(CultureInfo.InvariantCulture, $"M{SvgCanvas.Number(Clamp(left, x))} {SvgCanvas.Number(Clamp(top, y))}h0");
            }
        }

        return path.ToString();
    }

    private static double Clamp(double value, PlotScale scale)
    {
        double low = Math.Min(scale.Start, scale.End) - (Beyond * scale.Length);
        double high = Math.Max(scale.Start, scale.End) + (Beyond * scale.Length);
        return Math.Clamp(value, low, high);
    }

    private void Add(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        bool isDense = xs.Length > PointsPerColumn * _x.Length;
        for (int i = 0; i < xs.Length; i++)
        {
            double x = _x.ToPixel(xs[i]);
            double y = _y.ToPixel(ys[i]);
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                Flush();
                _isDrawing = false;
                continue;
            }

            x = Clamp(x, _x);
            y = Clamp(y, _y);
            if (!isDense)
            {
                Append(x, y, IsAlone(xs, ys, i));
            }
            else if (!_column.TryAdd(x, y))
            {
                Flush();
                _column.TryAdd(x, y);
            }
        }

        Flush();
    }

    private bool IsAlone(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int i) =>
        !_isDrawing && (i + 1 == xs.Length || !double.IsFinite(_x.ToPixel(xs[i + 1])) || !double.IsFinite(_y.ToPixel(ys[i + 1])));

    private void Flush()
    {
        bool isAlone = !_isDrawing && _column.Count == 1;
        foreach ((double x, double y) in _column.Take())
        {
            Append(x, y, isAlone);
        }
    }

    private void Append(double x, double y, bool isAlone)
    {
        // A point without neighbours would be a line of no length: it is drawn as a short dash.
        double start = isAlone ? x - LoneDash : x;
        _path.Append(CultureInfo.InvariantCulture, $"{(_isDrawing ? 'L' : 'M')}{SvgCanvas.Number(start)} {SvgCanvas.Number(y)}");
        _path.Append(isAlone ? "h" + SvgCanvas.Number(2 * LoneDash) : "");
        _isDrawing = true;
    }

    /// <summary>Gathers the points that fall into one column of pixels.</summary>
    private sealed class Column
    {
        private readonly List<(double X, double Y)> _kept = [];
        private int _index;
        private (int Order, double X, double Y) _first;
        private (int Order, double X, double Y) _lowest;
        private (int Order, double X, double Y) _highest;
        private (int Order, double X, double Y) _last;

        /// <summary>Gets how many points were added.</summary>
        public int Count { get; private set; }

        /// <summary>Adds a point, unless it belongs to another column.</summary>
        /// <param name="x">The place in pixels.</param>
        /// <param name="y">The height in pixels.</param>
        /// <returns>Whether it belongs here.</returns>
        public bool TryAdd(double x, double y)
        {
            int index = (int)Math.Floor(x);
            if (Count > 0 && index != _index)
            {
                return false;
            }

            (int, double, double) point = (Count, x, y);
            if (Count == 0)
            {
                _index = index;
                (_first, _lowest, _highest) = (point, point, point);
            }

            _lowest = y > _lowest.Y ? point : _lowest;
            _highest = y < _highest.Y ? point : _highest;
            _last = point;
            Count++;
            return true;
        }

        /// <summary>Takes the points to draw, in their order, and starts anew.</summary>
        /// <returns>At most four points; valid until the next call.</returns>
        public List<(double X, double Y)> Take()
        {
            _kept.Clear();
            if (Count > 0)
            {
                (int Order, double X, double Y) early = _lowest.Order < _highest.Order ? _lowest : _highest;
                (int Order, double X, double Y) late = _lowest.Order < _highest.Order ? _highest : _lowest;
                int order = -1;
                foreach ((int Order, double X, double Y) point in (ReadOnlySpan<(int, double, double)>)[_first, early, late, _last])
                {
                    if (point.Order > order)
                    {
                        _kept.Add((point.X, point.Y));
                        order = point.Order;
                    }
                }
            }

            Count = 0;
            return _kept;
        }
    }
}
