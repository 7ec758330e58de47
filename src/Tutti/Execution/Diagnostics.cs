using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tutti.Execution;

/// <summary>Says where Tutti writes what it has to report outside any call: failures nobody looked at, callbacks that threw.</summary>
/// <remarks>Thread safe.</remarks>
public static class Diagnostics
{
    /// <summary>Gets or sets the logger of the process.</summary>
    /// <value>By default a logger that writes nothing.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public static ILogger Logger
    {
        get => Volatile.Read(ref field);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref field, value);
        }
    } = NullLogger.Instance;
}
