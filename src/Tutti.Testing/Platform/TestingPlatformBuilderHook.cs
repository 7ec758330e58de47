using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Services;

namespace Tutti.Testing.Platform;

/// <summary>Adds the option <c>--disable-async</c> to a test program that runs on Microsoft.Testing.Platform.</summary>
/// <remarks>
/// A project that references the package Tutti.Testing calls this by itself: the package's build files name it to the platform,
/// whose generated entry point registers it. Only a test program with an entry point of its own calls it by hand.
/// </remarks>
public static class TestingPlatformBuilderHook
{
    /// <summary>Registers the option and what it does.</summary>
    /// <param name="testApplicationBuilder">The builder of the test program.</param>
    /// <param name="arguments">The command line of the test program; the platform parses it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="testApplicationBuilder"/> is <see langword="null"/>.</exception>
    public static void AddExtensions(ITestApplicationBuilder testApplicationBuilder, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(testApplicationBuilder);

        testApplicationBuilder.CommandLine.AddProvider(static () => new DisableAsyncOption());
        testApplicationBuilder.TestHost.AddTestHostApplicationLifetime(
            static services => new DisableAsyncLifetime(services.GetCommandLineOptions(), services.GetOutputDevice()));
    }
}
