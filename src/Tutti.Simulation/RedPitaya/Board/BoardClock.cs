using Tutti.RedPitaya.Registers;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>Counts the cycles of the 125 MHz clock since power-up.</summary>
internal sealed class BoardClock
{
    private readonly TimeProvider _timeProvider;
    private readonly long _start;

    /// <summary>Initializes a clock that starts now.</summary>
    /// <param name="timeProvider">The time that drives it.</param>
    public BoardClock(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
    }

    /// <summary>Gets the number of whole cycles since power-up.</summary>
    public long Now => (long)((Int128)(_timeProvider.GetTimestamp() - _start) * (long)Fpga.ClockHz / _timeProvider.TimestampFrequency);
}
