namespace Tutti.Execution;

/// <summary>Is the switch that turns all asynchrony off, to debug plainly.</summary>
/// <remarks>
/// <para>
/// When it is off, every <see cref="Future.Run(Action, CancellationToken, string?)"/>,
/// <see cref="Future.Start(Func{Task}, CancellationToken, string?)"/> and device call does its work on the caller's thread before it
/// returns, and returns a future that has ended: the same values, the same exceptions, in the order of the program text.
/// </para>
/// <para>
/// It can be switched by <see cref="Disable"/>, by the environment variable <c>TUTTI_DISABLE_ASYNC=1</c>, by the runtime setting
/// <c>Tutti.DisableAsync</c> (in <c>runtimeconfig.json</c>) or, for tests, by <c>dotnet test --disable-async</c> (package Tutti.Testing).
/// Thread safe.
/// </para>
/// </remarks>
public static class Asynchrony
{
    /// <summary>The name of the environment variable that switches asynchrony off if it is <c>1</c> or <c>true</c>.</summary>
    public const string EnvironmentVariable = "TUTTI_DISABLE_ASYNC";

    /// <summary>The name of the runtime setting that switches asynchrony off if it is <c>true</c>.</summary>
    public const string RuntimeSetting = "Tutti.DisableAsync";

    private const int Undecided = 0;
    private const int On = 1;
    private const int Off = 2;

    private static int _mode = IsDisabledBySetting() ? Off : Undecided;

    /// <summary>Gets a value indicating whether asynchrony is off.</summary>
    public static bool IsDisabled => Volatile.Read(ref _mode) == Off;

    /// <summary>Turns asynchrony off for the rest of the process; to do so twice is harmless.</summary>
    /// <exception cref="InvalidOperationException">A future was started already, or exclusive access asked for.</exception>
    /// <remarks>
    /// A loop and a finished future (<see cref="Future.Completed"/>, <see cref="Future.FromResult"/>, <see cref="Future.FromException(Exception)"/>)
    /// are the same in both modes, so a program can still call this within <see cref="EventLoop.Run(Func{Task})"/>, before it starts anything.
    /// </remarks>
    public static void Disable()
    {
        if (Interlocked.CompareExchange(ref _mode, Off, Undecided) == On)
        {
            throw new InvalidOperationException(
                $"Asynchrony cannot be switched off any more: a future was started already. Call {nameof(Asynchrony)}.{nameof(Disable)} "
                + $"before anything else, or set {EnvironmentVariable}=1.");
        }
    }

    /// <summary>Says that a future is being started or exclusive access asked for: from now on the mode stays.</summary>
    internal static void Settle()
    {
        if (Volatile.Read(ref _mode) == Undecided)
        {
            Interlocked.CompareExchange(ref _mode, On, Undecided);
        }
    }

    private static bool IsDisabledBySetting()
    {
        string? variable = Environment.GetEnvironmentVariable(EnvironmentVariable)?.Trim();
        return variable == "1" || string.Equals(variable, "true", StringComparison.OrdinalIgnoreCase)
            || (AppContext.TryGetSwitch(RuntimeSetting, out bool isSet) && isSet);
    }
}
