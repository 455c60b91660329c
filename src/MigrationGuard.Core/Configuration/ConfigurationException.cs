namespace MigrationGuard.Configuration;

/// <summary>A file or value of the configuration that cannot be used; the message says what to write instead, without the place.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="origin">Where it was said.</param>
public sealed class ConfigurationException(string message, SettingOrigin origin) : Exception(message)
{
    /// <summary>Where it was said.</summary>
    public SettingOrigin Origin { get; } = origin;
}
