namespace Tutti.Cli.Output;

/// <summary>Reports that a file or folder of a run could not be written.</summary>
internal sealed class OutputException : TuttiException
{
    /// <summary>Initializes a new exception from what the file system said.</summary>
    /// <param name="what">What could not be done, such as "write the file 'a.csv'".</param>
    /// <param name="innerException">What the file system said.</param>
    public OutputException(string what, Exception innerException)
        : base($"Cannot {what}: {Reason(innerException)}. {Advice(innerException)}", innerException)
    {
    }

    /// <summary>Says whether the file system's error is of the kind that this exception reports.</summary>
    /// <param name="exception">The error.</param>
    /// <returns>Whether it is.</returns>
    public static bool Covers(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    private static string Reason(Exception exception) =>
        IsDiskFull(exception) ? "the disk is full"
        : exception is UnauthorizedAccessException ? "there is no permission to write there"
        : exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    private static string Advice(Exception exception) =>
        IsDiskFull(exception) ? "Make room, or choose another folder with --output." : "Choose another folder with --output.";

    // Unix puts errno there (ENOSPC 28; EDQUOT 122 on Linux, 69 on macOS), Windows an HRESULT (ERROR_HANDLE_DISK_FULL,
    // ERROR_DISK_FULL).
    private static bool IsDiskFull(Exception exception) =>
        exception is IOException && unchecked((uint)exception.HResult) is 28 or 122 or 69 or 0x80070027 or 0x80070070;
}
