using Npgsql;

namespace MigrationGuard.Postgres;

/// <summary>The scripts that create schema <c>migration_guard</c>.</summary>
internal static class GuardScripts
{
    private const string FactsPrefix = "2";

    /// <summary>Their names in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(GuardScripts).Assembly.GetManifestResourceNames().Where(name => char.IsAsciiDigit(name[0]) && name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The text of a script.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(GuardScripts).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no script {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Runs all of them in the connection's transaction.</summary>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server refuses or is lost.</exception>
    public static Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellation) => RunAsync(connection, Names.Select(Read), cancellation);

    /// <summary>Creates only the functions that read the catalogs, in the connection's transaction.</summary>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server refuses or is lost.</exception>
    public static Task CreateFactsAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        RunAsync(connection, ["CREATE SCHEMA migration_guard", .. Names.Where(name => name.StartsWith(FactsPrefix, StringComparison.Ordinal)).Select(Read)], cancellation);

    private static async Task RunAsync(NpgsqlConnection connection, IEnumerable<string> scripts, CancellationToken cancellation)
    {
        try
        {
            foreach (var script in scripts)
            {
                await using var command = new NpgsqlCommand(script, connection);
                await command.ExecuteNonQueryAsync(cancellation);
            }
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }
}
