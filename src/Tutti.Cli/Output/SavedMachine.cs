using System.Runtime.InteropServices;

namespace Tutti.Cli.Output;

/// <summary>Says in a file on what computer something was measured.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Architecture">The kind of processor.</param>
/// <param name="Processors">How many processors the process may use.</param>
/// <param name="Runtime">The version of .NET.</param>
internal sealed record SavedMachine(string System, string Architecture, int Processors, string Runtime)
{
    /// <summary>Describes this computer.</summary>
    /// <returns>The description.</returns>
    public static SavedMachine This() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription);
}
