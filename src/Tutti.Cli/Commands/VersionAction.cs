using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Tutti.Cli.Commands;

/// <summary>Prints the version.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>Gets the version of the tool, such as "0.1.0".</summary>
    public static string Version { get; } = typeof(VersionAction).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        ArgumentNullException.ThrowIfNull(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine($"{TuttiCommand.ToolName} {Version}");
        return ExitCode.Success;
    }
}
