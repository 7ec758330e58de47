namespace Tutti.Tests.Execution.UserInterfaces.WindowsForms;

/// <summary>Stands in for what a program imports from user32.dll.</summary>
internal static class User32
{
    public const uint Infinite = uint.MaxValue;
    public const uint AllInput = 0x04FF;
    public const uint InputAvailable = 0x0004;

    public static uint MsgWaitForMultipleObjectsEx(uint count, nint handles, uint milliseconds, uint wakeMask, uint flags)
    {
        Assert.Equal((0u, (nint)0, Infinite, AllInput, InputAvailable), (count, handles, milliseconds, wakeMask, flags));
        UiThread.Current.WaitForMessage();
        return 0;
    }
}
