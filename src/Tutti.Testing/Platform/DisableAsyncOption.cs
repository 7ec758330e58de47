using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.CommandLine;

namespace Tutti.Testing.Platform;

/// <summary>Tells the platform of the option <c>--disable-async</c>, so that it accepts it and lists it in its help.</summary>
internal sealed class DisableAsyncOption : PlatformExtension, ICommandLineOptionsProvider
{
    public const string OptionName = "disable-async";

    private const string Help = "Switch all asynchrony of Tutti off: every operation runs to its end on its caller's thread.";

    public DisableAsyncOption()
        : base(nameof(DisableAsyncOption), "Registers the option --disable-async.")
    {
    }

    public IReadOnlyCollection<CommandLineOption> GetCommandLineOptions() => [new(OptionName, Help, ArgumentArity.Zero, isHidden: false)];

    public Task<ValidationResult> ValidateOptionArgumentsAsync(CommandLineOption commandOption, string[] arguments) =>
        ValidationResult.ValidTask;

    public Task<ValidationResult> ValidateCommandLineOptionsAsync(ICommandLineOptions commandLineOptions) =>
        ValidationResult.ValidTask;
}
