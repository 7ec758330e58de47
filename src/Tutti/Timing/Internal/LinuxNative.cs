using System.Runtime.InteropServices;

namespace Tutti.Timing.Internal;

/// <summary>Calls the Linux kernel: timed waits on a word of memory (futex), and how much a thread's timers may be late.</summary>
/// <remarks>Numbers from linux/futex.h, linux/prctl.h and the kernel's system call tables (6.12).</remarks>
internal static class LinuxNative
{
    private const int FutexWake = 1 | FutexPrivate;
    private const int FutexWaitBitset = 9 | FutexPrivate;
    private const int FutexPrivate = 128;
    private const int AnyBit = -1;
    private const int SetTimerSlack = 29;
    private const int GetTimerSlack = 30;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int TimedOut = 110;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly nint FutexNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 98,
        _ => -1,
    };

    /// <summary>Gets a value indicating whether these calls can be made on this machine.</summary>
    internal static bool IsSupported { get; } =
        OperatingSystem.IsLinux()
        && FutexNumber > 0
        && PreciseClock.Instance.TimestampFrequency == NanosecondsPerSecond
        && HasLibrary();

    /// <summary>Waits while a word has a value, until it is woken or an absolute time has come.</summary>
    /// <param name="word">The word; it does not move during the call.</param>
    /// <param name="value">The value that is waited on.</param>
    /// <param name="deadline">The absolute monotonic time in nanoseconds.</param>
    /// <returns>What ended the wait. The caller looks at word and clock again in any case.</returns>
    internal static FutexResult Wait(ref int word, int value, long deadline)
    {
        var timeout = new TimeSpec { Seconds = (nint)(deadline / NanosecondsPerSecond), Nanoseconds = (nint)(deadline % NanosecondsPerSecond) };
        if (SystemCall(FutexNumber, ref word, FutexWaitBitset, value, in timeout, 0, AnyBit) == 0)
        {
            return FutexResult.Woken;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            TimedOut => FutexResult.TimedOut,
            TryAgain or Interrupted => FutexResult.Woken,
            _ => FutexResult.Refused,
        };
    }

    /// <summary>Wakes the thread that waits on a word, if one does.</summary>
    /// <param name="word">The word.</param>
    internal static void Wake(ref int word)
    {
        TimeSpec none = default;
        _ = SystemCall(FutexNumber, ref word, FutexWake, 1, in none, 0, 0);
    }

    /// <summary>Sets by how much the kernel may delay this thread's timed waits to bundle them with others.</summary>
    /// <param name="nanoseconds">The slack; 0 means the default.</param>
    /// <returns>The slack before, or -1 if the kernel refused.</returns>
    internal static int ExchangeTimerSlack(int nanoseconds)
    {
        int before = ProcessControl(GetTimerSlack, 0, 0, 0, 0);
        return before >= 0 && ProcessControl(SetTimerSlack, nanoseconds, 0, 0, 0) == 0 ? before : -1;
    }

    private static bool HasLibrary()
    {
        try
        {
            return ProcessControl(GetTimerSlack, 0, 0, 0, 0) >= 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SystemCall(
        nint number, ref int word, nint operation, nint value, in TimeSpec timeout, nint secondWord, nint bits);

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ProcessControl(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
