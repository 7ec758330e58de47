namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Is one statement of a random program; what it adds up is the value of the future whose work it is in.</summary>
#pragma warning disable MA0048 // The language of the random programs is read as one.
internal abstract record Statement;

/// <summary>Writes a line into the log.</summary>
internal sealed record Note(int Number) : Statement;

/// <summary>Adds a number to the value.</summary>
internal sealed record Add(int Number) : Statement;

/// <summary>Lets others run: by a yield, by a task of the pool, or by a delay, which heeds a cancel.</summary>
internal sealed record Pause(PauseKind Kind) : Statement;

/// <summary>Starts a future.</summary>
internal sealed record Start(int Id, StartKind Kind, Body Body) : Statement;

/// <summary>Continues a future with a callback that gets its value.</summary>
internal sealed record Then(int Id, int Source, ThenKind Kind, Body Body) : Statement;

/// <summary>Waits for a future and adds its value.</summary>
internal sealed record Wait(int Id, bool AsTask) : Statement;

/// <summary>Waits for several futures at once and adds their values.</summary>
internal sealed record WaitAll(int[] Ids) : Statement;

/// <summary>Waits for futures, whatever they end with.</summary>
internal sealed record Settle(int[] Ids) : Statement;

/// <summary>Throws.</summary>
internal sealed record Throw(ErrorKind Kind, string Message) : Statement;

/// <summary>Catches one kind of exception, and always does something in the end.</summary>
internal sealed record Try(Body Body, ErrorKind Catches, Body Handler, Body Finally) : Statement;

/// <summary>Holds a device exclusively.</summary>
internal sealed record Hold(int Device, Body Body) : Statement;

/// <summary>Sets a device to a value and adds what it reads back, while it is held.</summary>
internal sealed record SetAndGet(int Device, int Value) : Statement;

/// <summary>Sets a device, which may refuse.</summary>
internal sealed record Set(int Device, SetKind Kind) : Statement;

/// <summary>Cancels the future whose work it is, by the token that this was started with.</summary>
internal sealed record CancelSelf : Statement;

/// <summary>Shields what is inside from the cancel.</summary>
internal sealed record Shielded(Body Body) : Statement;

/// <summary>Is a sequence of statements.</summary>
internal sealed record Body(params Statement[] Statements);

internal enum PauseKind
{
    Yield,
    Pool,
    Delay,
}

internal enum StartKind
{
    Run,
    Start,
    StartCancelled,
}

internal enum ThenKind
{
    Function,
    Task,
    Future,
}

internal enum ErrorKind
{
    Format,
    Operation,
    Limit,
    Cancelled,
}

internal enum SetKind
{
    Good,
    OutsideLimits,
    WrongUnit,
}
#pragma warning restore MA0048
