namespace MigrationGuard.Cli.Configuration;

/// <summary>Where the database is, as a user wrote it. The text may hold a password: it is never shown, also not by <see cref="ToString"/>.</summary>
internal sealed class ConnectionSetting
{
    /// <summary>The variable that is read when no option is given.</summary>
    public const string Variable = "MIGRATIONGUARD_CONNECTION";

    /// <summary>What an option <c>--connection</c> accepts.</summary>
    public const string Description = "The database: a connection string or postgres:// address without password, env:NAME or file:PATH. Default: "
        + Variable + ". Passwords come from there, PGPASSWORD or .pgpass.";

    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";

    private ConnectionSetting(string text, string origin) => (Text, Origin) = (text, origin);

    /// <summary>The connection string or address.</summary>
    public string Text { get; }

    /// <summary>Where it comes from, for people: an option, a variable or a file.</summary>
    public string Origin { get; }

    /// <summary>The connection that the option or <see cref="Variable"/> names; null when neither does.</summary>
    /// <exception cref="UsageException">It names a variable or file that is not there, or shows a password on the command line.</exception>
    public static ConnectionSetting? Find(string? option, Surroundings surroundings)
        => option is { Length: > 0 } ? Given(option, "--connection", surroundings)
            : surroundings.Variable(Variable) is { Length: > 0 } variable ? Resolve(variable.Trim(), Variable, surroundings) : null;

    /// <summary>The connection that an option of another name was given.</summary>
    /// <exception cref="UsageException">What <see cref="Find"/> refuses.</exception>
    public static ConnectionSetting Given(string value, string option, Surroundings surroundings)
    {
        var given = Resolve(value.Trim(), option, surroundings);
        return given.Origin == option && PostgresConnection.HoldsPassword(given.Text)
            ? throw new UsageException($"{option}: a password on the command line can be read by everybody on this machine; write env:NAME or file:PATH, or leave it to PGPASSWORD or .pgpass")
            : given;
    }

    /// <summary>The same for a command that cannot do without.</summary>
    /// <exception cref="UsageException">Nothing names a database, or what <see cref="Find"/> refuses.</exception>
    public static ConnectionSetting Require(string? option, Surroundings surroundings) => Find(option, surroundings)
        ?? throw new UsageException($"which database? --connection 'Host=…;Database=…;Username=…', --connection env:NAME, --connection file:PATH, or {Variable}");

    /// <summary>The origin; not the text.</summary>
    public override string ToString() => Origin;

    private static ConnectionSetting Resolve(string value, string origin, Surroundings surroundings)
    {
        if (value.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            var name = value[EnvironmentPrefix.Length..];
            return surroundings.Variable(name) is { Length: > 0 } text ? new ConnectionSetting(text.Trim(), name)
                : throw new UsageException($"{origin}: the environment variable {name} is not set");
        }

        return value.StartsWith(FilePrefix, StringComparison.Ordinal)
            ? FromFile(value[FilePrefix.Length..], origin, surroundings)
            : new ConnectionSetting(value, origin);
    }

    private static ConnectionSetting FromFile(string file, string origin, Surroundings surroundings)
    {
        try
        {
            var text = File.ReadAllText(Path.GetFullPath(file, surroundings.Directory)).Trim();
            return text.Length > 0 ? new ConnectionSetting(text, file) : throw new UsageException($"{origin}: {file} is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{origin}: {file} cannot be read: {exception.Message}");
        }
    }
}
