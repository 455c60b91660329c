using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>Takes the schema of a database with <c>pg_dump</c>.</summary>
public static class SchemaDump
{
    private static readonly string[] Arguments = ["--schema-only", "--no-subscriptions", "--no-tablespaces", "--exclude-schema=migration_guard*", "--no-password"];

    /// <summary>The program that can dump a server of that version, or why there is none.</summary>
    /// <param name="given">The one that the user names; null to look for one.</param>
    /// <param name="major">The server's major version: an older program refuses it.</param>
    public static (PostgresProgram? Program, string Why) Find(string? given, int major)
    {
        var found = given is null ? PostgresProgram.Find("pg_dump") : PostgresProgram.Read(given) is { } named ? [named] : [];
        if (found.FirstOrDefault(program => program.Major >= major) is { } fit)
        {
            return (fit, "");
        }

        return (null, (given, found.Count) switch
        {
            (not null, 0) => $"{given} is no pg_dump that runs here",
            (not null, _) => Invariant($"{given} is of version {found[0].Major}, and the server is PostgreSQL {major}: pg_dump must be at least as new"),
            (_, 0) => Invariant($"there is no pg_dump here; install that of PostgreSQL {major}, or name one with --pg-dump"),
            _ => Invariant($"the newest pg_dump here is of version {found[^1].Major}, and the server is PostgreSQL {major}: install a newer one, or name one with --pg-dump"),
        });
    }

    /// <summary>The schema as SQL, or what the program complained of.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<(string? Sql, string Why)> RunAsync(PostgresProgram program, string connectionString, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program.Path, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        foreach (var (name, value) in Environment(settings))
        {
            start.Environment[name] = value;
        }

        start.Environment["PGCLIENTENCODING"] = "UTF8";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            await using var ended = cancellation.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var sql = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? (sql, "") : (null, $"pg_dump: {(await errors).Trim().ReplaceLineEndings(" ")}");
        }
        catch (Win32Exception exception)
        {
            return (null, $"{program.Path} cannot be run: {exception.Message}");
        }
    }

    /// <summary>The variables by which libpq's programs find a database; https://www.postgresql.org/docs/current/libpq-envars.html</summary>
    public static IEnumerable<(string Name, string Value)> Environment(NpgsqlConnectionStringBuilder settings)
    {
        yield return ("PGHOST", settings.Host ?? "localhost");
        yield return ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in new[] { ("PGDATABASE", settings.Database), ("PGUSER", settings.Username), ("PGPASSWORD", settings.Password), ("PGPASSFILE", settings.Passfile), ("PGSSLROOTCERT", settings.RootCertificate) })
        {
            if (value is { Length: > 0 })
            {
                yield return (name, value);
            }
        }

        yield return ("PGSSLMODE", settings.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
