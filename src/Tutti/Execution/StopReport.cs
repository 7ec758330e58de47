using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tutti.Execution.Internal;
using Tutti.Quantities;

namespace Tutti.Execution;

/// <summary>Says how one device came to rest when what it did was cancelled.</summary>
/// <remarks>Immutable.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class StopReport
{
    internal StopReport(
        IStoppable device, StopOutcome outcome, object? value = null, TimeSpan duration = default, Exception? exception = null)
    {
        Source = device;
        Device = device.Name;
        Outcome = outcome;
        Value = value;
        Duration = duration;
        Exception = exception;
    }

    internal IStoppable Source { get; }

    /// <summary>Gets the name of the device.</summary>
    public string Device { get; }

    /// <summary>Gets how it came to rest, or that it is not known to.</summary>
    public StopOutcome Outcome { get; }

    /// <summary>Gets what was read back of it last, such as the position at which it stands.</summary>
    /// <value>
    /// A <see cref="Quantity"/> if one parameter moves, exact; a text if there are several or it is something else; <see langword="null"/> if
    /// nothing was read back.
    /// </value>
    public object? Value { get; }

    /// <summary>Gets the time from the stop until it was seen to stand, or nobody waited any longer.</summary>
    /// <value>Zero if there was nothing to stop.</value>
    public TimeSpan Duration { get; }

    /// <summary>Gets why the stop failed or was not confirmed; <see langword="null"/> if it is at rest.</summary>
    public Exception? Exception { get; }

    /// <summary>Gets a value indicating whether the device is known to be at rest.</summary>
    public bool IsAtRest => Outcome is StopOutcome.Stopped or StopOutcome.NotMoving;

    /// <summary>Writes it in a line, such as <c>motor: stopped at 1.25 mm after 0.01 s</c>; four digits of the value count.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        var line = new StringBuilder(Device);
        line.Append(Outcome switch
        {
            StopOutcome.NotMoving => ": not moving",
            StopOutcome.Stopped => ": stopped",
            StopOutcome.Unconfirmed => ": NOT CONFIRMED to stand",
            _ => ": STOP FAILED",
        });
        if (Value is not null)
        {
            line.Append(Value is not Quantity ? ", " : IsAtRest ? " at " : ", last seen at ");
            line.Append(BriefText.Of(Value));
        }

        if (Outcome != StopOutcome.NotMoving)
        {
            line.Append(CultureInfo.InvariantCulture, $" after {Duration.TotalSeconds:0.00} s");
        }

        return Exception is null ? line.ToString() : line.Append(": ").Append(Exception.Message).ToString();
    }
}
