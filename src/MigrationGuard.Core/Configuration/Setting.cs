namespace MigrationGuard.Configuration;

/// <summary>A value that was set somewhere.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin">Where: an option, an environment variable, or a place in a file.</param>
public sealed record Setting<T>(T Value, SettingOrigin Origin);
