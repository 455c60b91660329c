namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Reads <c>key = value</c> lines, as in Flyway's script configuration and diesel's metadata.toml.</summary>
internal static class ConfigurationLines
{
    /// <summary>The value in lower case, or null; a prefix before the key's last part (<c>flyway.</c>, <c>flyway:</c>) does not matter.</summary>
    public static string? Value(string? text, string key)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals > 0 && line[0] is not ('#' or ';') && IsKey(line[..equals].Trim(), key))
            {
                var value = line[(equals + 1)..];
                var comment = value.IndexOf('#');
                return (comment < 0 ? value : value[..comment]).Trim().ToString().ToLowerInvariant();
            }
        }

        return null;
    }

    private static bool IsKey(ReadOnlySpan<char> found, string key)
        => found.EndsWith(key, StringComparison.OrdinalIgnoreCase) && (found.Length == key.Length || found[^(key.Length + 1)] is '.' or ':');
}
