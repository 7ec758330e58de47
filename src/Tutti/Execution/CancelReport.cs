using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tutti.Execution;

/// <summary>Says what a cancel has brought to rest, and whether it has.</summary>
/// <remarks>Immutable.</remarks>
[DebuggerDisplay("{Headline,nq}")]
public sealed class CancelReport
{
    internal CancelReport(IReadOnlyList<StopReport> devices, int futuresReached, IReadOnlyList<Future> failedFutures, TimeSpan duration)
    {
        Devices = devices;
        FuturesReached = futuresReached;
        FailedFutures = failedFutures;
        Duration = duration;
    }

    /// <summary>Gets how each device came to rest that the cancelled futures were operating.</summary>
    /// <value>One entry for each device on which a set, a command or an acquisition was in progress; the order has no meaning.</value>
    public IReadOnlyList<StopReport> Devices { get; }

    /// <summary>Gets a value indicating whether each of <see cref="Devices"/> is known to be at rest.</summary>
    public bool AllAtRest => Devices.All(device => device.IsAtRest);

    /// <summary>Gets how many futures were running when the cancel reached them; all of them have ended.</summary>
    public int FuturesReached { get; }

    /// <summary>Gets those of them that failed instead of ending as cancelled.</summary>
    /// <remarks>Their failures still count as unobserved until somebody looks at them.</remarks>
    public IReadOnlyList<Future> FailedFutures { get; }

    /// <summary>Gets the time from the cancel until all was at rest.</summary>
    public TimeSpan Duration { get; }

    private string Headline => string.Create(
        CultureInfo.InvariantCulture,
        $"{(AllAtRest ? "all at rest" : "NOT ALL AT REST")} after {Duration.TotalSeconds:0.00} s; "
        + $"{FuturesReached} future{(FuturesReached == 1 ? string.Empty : "s")} reached");

    /// <summary>Writes the report for people: a headline, then a line for each device and for each future that failed.</summary>
    /// <returns>The lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(Headline);
        foreach (StopReport device in Devices)
        {
            text.AppendLine().Append("  ").Append(device);
        }

        foreach (Future future in FailedFutures)
        {
            text.AppendLine().Append("  ").Append(future.Name).Append(": ").Append(future.DescribeState());
        }

        return text.ToString();
    }
}
