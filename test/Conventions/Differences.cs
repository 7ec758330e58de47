namespace Tutti.Conventions;

/// <summary>Names every way in which asynchrony on and off differ by nature: the only reasons why a test may look at the mode.</summary>
/// <remarks>
/// The same texts, and no others, are the table "What differs by nature" of docs/how-to/debug-without-asynchrony.md; a test compares them.
/// </remarks>
internal static class Differences
{
    public const string NothingIsPending = "What is started has ended when it is returned.";

    public const string CancelComesTooLate = "A cancel comes too late.";

    public const string JoinNeverTimesOut = "Join with a time limit never times out.";

    public const string ThenRunsAtOnce = "Then runs where it is attached, at once.";

    public const string AnyGivesTheFirst = "Any gives the first in the text.";

    public const string LaterTextThrows = "A wait that only later program text could end throws.";

    public const string EndlessIsRefused = "An endless run in the background is refused.";

    public const string NoSecondThread = "A function runs on the thread of its caller.";

    public const string AnyThreadCanWait = "Any thread can wait.";

    public const string NestedInTheCaller = "What is started stands above its caller on the stack.";
}
