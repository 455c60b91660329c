namespace MigrationGuard.Cli.Commands.Statements;

/// <summary>Options that say what a manifest is about.</summary>
internal static class VersionWords
{
    /// <summary>The value of an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">What was given, or null.</param>
    /// <param name="fault">Gives why a value cannot be used, or null.</param>
    /// <param name="missing">What is said when nothing was given.</param>
    /// <exception cref="UsageException">Nothing was given, or it cannot be used.</exception>
    public static string Checked(string option, string? value, Func<string, string?> fault, string missing)
        => value is null ? throw new UsageException(missing)
            : fault(value) is { } error ? throw new UsageException($"{option}: \"{value}\" {error}")
            : value;
}
