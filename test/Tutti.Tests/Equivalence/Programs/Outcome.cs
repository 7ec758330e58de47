using Tutti.Devices;
using Tutti.Quantities;

namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Is what a future of a random program ended with.</summary>
internal sealed record Outcome(string Text)
{
    public static Outcome Cancelled { get; } = new("cancelled");

    public static Outcome Of(int value) => new($"value {value}");

    public static Outcome Of(Exception exception) =>
        exception is OperationCanceledException ? Cancelled : new($"{exception.GetType().Name}: {exception.Message}");

    /// <summary>Makes an exception as a program throws it.</summary>
    public static Exception MakeError(ErrorKind kind, string message) => kind switch
    {
        ErrorKind.Format => new FormatException(message),
        ErrorKind.Operation => new InvalidOperationException(message),
        ErrorKind.Limit => new LimitException(message),
        _ => new OperationCanceledException(message),
    };

    /// <summary>Makes the exception with which a device refuses a set; <see langword="null"/> if it does not.</summary>
    public static Exception? MakeRefusal(int device, SetKind kind) => kind switch
    {
        SetKind.OutsideLimits => new LimitException($"Parameter d{device}['position'] takes -10 mm to 10 mm; 11 mm is outside."),
        SetKind.WrongUnit => new UnitException($"Parameter d{device}['position'] is in mm; 1 V is something else."),
        _ => null,
    };

    /// <summary>Tells whether a catch of one kind takes an exception.</summary>
    public static bool Catches(ErrorKind kind, Exception exception) => kind switch
    {
        ErrorKind.Format => exception is FormatException,
        ErrorKind.Operation => exception is InvalidOperationException,
        ErrorKind.Limit => exception is LimitException,
        _ => exception is OperationCanceledException,
    };
}
