using System.Diagnostics;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Rehearsals;
using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;
using Npgsql;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>One run of <c>rehearse</c>: copies the schema, runs the migrations, proves, and leaves nothing behind.</summary>
internal sealed class RehearsalRun(RehearsalRequest request, Surroundings surroundings, IProgress<RehearsalProgress> progress)
{
    private readonly List<string> _notes = [];

    /// <summary>Runs it.</summary>
    /// <exception cref="UsageException">Arguments, configuration or files cannot be used, or the schema cannot be copied.</exception>
    /// <exception cref="DependencyException">A server does not answer.</exception>
    /// <exception cref="Servers.DatabaseException">A server refuses or is lost.</exception>
    public async Task<RehearsalReport> RunAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var migrations = new PendingMigrations(request.Migrations, surroundings);
        migrations.Read();
        var origin = PostgresConnection.Of(request.Connection);
        await using var connection = origin.Open();
        var (live, fresh) = await VersionsAsync(connection, cancellation);
        progress.Report(new RehearsalProgress(0, migrations.Pending.Count, "the schema is copied"));
        await using var stage = await OpenAsync(origin, connection, cancellation);
        var copied = await CopyAsync(stage, origin, (connection, migrations.Released), cancellation);
        progress.Report(new RehearsalProgress(0, migrations.Pending.Count, "the versions are made known"));
        var without = await stage.FillAsync(cancellation);
        foreach (var manifest in live)
        {
            await stage.AddVersionAsync(manifest, cancellation);
        }

        var report = await new Rehearsal(stage, progress) { New = fresh }.RunAsync(migrations.Pending, cancellation);
        return report with { Copied = copied, Notes = _notes, WithoutRows = without, Duration = clock.Elapsed };
    }

    private async Task<RehearsalStage> OpenAsync(PostgresConnection origin, NpgsqlConnection connection, CancellationToken cancellation)
        => await RehearsalStage.CreateAsync(request.Scratch is { } other ? PostgresConnection.Of(other).ConnectionString : origin.ConnectionString, connection, cancellation);

    private async Task<string> CopyAsync(RehearsalStage stage, PostgresConnection origin, (NpgsqlConnection Connection, IReadOnlyList<RehearsalMigration> Released) from, CancellationToken cancellation)
    {
        var (dump, why) = SchemaDump.Find(request.Dump, from.Connection.PostgreSqlVersion.Major);
        if (dump is not null)
        {
            (var sql, why) = await SchemaDump.RunAsync(dump, origin.ConnectionString, cancellation);
            if (sql is not null)
            {
                _notes.AddRange(await stage.RestoreAsync(sql, cancellation));
                return FormattableString.Invariant($"copied by pg_dump {dump.Major}");
            }
        }

        if (request.Dump is not null || from.Released.Count == 0)
        {
            throw new UsageException($"the schema cannot be copied: {why}; or say with --since which migrations are in it, so that they are replayed");
        }

        _notes.Add($"{why}; the migrations up to --since were run instead, and what else is in the database is not in the copy");
        foreach (var migration in from.Released)
        {
            if (migration.Obstacle is { } obstacle)
            {
                throw new UsageException($"the schema cannot be copied: {why}; and {migration.Name} cannot be replayed: {obstacle}");
            }

            foreach (var step in migration.Steps)
            {
                if (await stage.ReplayAsync(step, cancellation) is { } failure)
                {
                    throw new UsageException($"the schema cannot be copied: {why}; and {migration.Name} cannot be replayed: {failure.Place}: {failure.Message}");
                }
            }
        }

        return FormattableString.Invariant($"replayed from {from.Released.Count} released migrations");
    }

    private async Task<(IReadOnlyList<StatementManifest> Live, StatementManifest? Fresh)> VersionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        StatementManifest? fresh = request.NewManifest is { } file ? ManifestFiles.Read(file, surroundings) : null;
        var files = request.Manifests.Select(manifest => ManifestFiles.Read(manifest, surroundings)).ToList();
        var live = await LiveManifests.ReadAsync(connection, versions => files.Count > 0 ? [] : VersionChoice.Some(versions, request.Service, null), cancellation);
        if (request.NewLabel is { } label)
        {
            fresh = (await LiveManifests.ReadAsync(connection, versions => [VersionChoice.One(versions, request.Service, label)], cancellation) ?? throw new UsageException("--new: the database has no ledger; name a file with --new-manifest"))[0];
        }

        return ([.. files, .. live ?? []], fresh);
    }
}
