using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions.OutputDevice;
using Microsoft.Testing.Platform.Extensions.TestHost;
using Microsoft.Testing.Platform.OutputDevice;
using Tutti.Execution;

namespace Tutti.Testing.Platform;

/// <summary>Switches asynchrony off before the first test is looked for, and says so in the output of the run.</summary>
internal sealed class DisableAsyncLifetime : PlatformExtension, ITestHostApplicationLifetime, IOutputDeviceDataProducer
{
    public const string Announcement = "Tutti: asynchrony is off, every operation runs on its caller's thread.";

    private readonly ICommandLineOptions _options;
    private readonly IOutputDevice _output;

    public DisableAsyncLifetime(ICommandLineOptions options, IOutputDevice output)
        : base(nameof(DisableAsyncLifetime), "Switches asynchrony off before any test runs.")
    {
        _options = options;
        _output = output;
    }

    public Task BeforeRunAsync(CancellationToken cancellationToken)
    {
        if (_options.IsOptionSet(DisableAsyncOption.OptionName))
        {
            Asynchrony.Disable();
        }

        return Asynchrony.IsDisabled ? _output.DisplayAsync(this, new TextOutputDeviceData(Announcement)) : Task.CompletedTask;
    }

    public Task AfterRunAsync(int exitCode, CancellationToken cancellation) => Task.CompletedTask;
}
