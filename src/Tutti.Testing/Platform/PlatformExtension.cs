using Microsoft.Testing.Platform.Extensions;

namespace Tutti.Testing.Platform;

/// <summary>Is what every extension says of itself to the platform.</summary>
internal abstract class PlatformExtension : IExtension
{
    protected PlatformExtension(string name, string description)
    {
        Uid = $"Tutti.Testing.{name}";
        Description = description;
    }

    public string Uid { get; }

    public string Version { get; } = typeof(PlatformExtension).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public string DisplayName => "Tutti.Testing";

    public string Description { get; }

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);
}
