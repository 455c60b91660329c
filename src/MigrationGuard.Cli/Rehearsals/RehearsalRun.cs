using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Rehearsals;
using MigrationGuard.Rehearsals;
using MigrationGuard.Snapshots;
using Npgsql;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>One run of <c>rehearse</c>: copies the schema, runs the migrations, proves, and leaves nothing behind.</summary>
internal sealed class RehearsalRun(RehearsalRequest request, Surroundings surroundings, IProgress<RehearsalProgress> progress)
{
    private const int Few = 3;

    private readonly List<string> _notes = [];

    /// <summary>Runs it.</summary>
    /// <exception cref="UsageException">Arguments, configuration or files cannot be used, or the schema cannot be copied.</exception>
    /// <exception cref="DependencyException">A server does not answer.</exception>
    /// <exception cref="Servers.DatabaseException">A server refuses or is lost.</exception>
    public async Task<RehearsalReport> RunAsync(CancellationToken cancellation)
    {
        var start = surroundings.Time.GetTimestamp();
        var origin = PostgresConnection.Of(request.Connection);
        await using var connection = origin.Open();
        var migrations = Read();
        if (migrations.Pending.Count == 0 && request.Command is null)
        {
            return new RehearsalReport { Server = $"PostgreSQL {connection.PostgreSqlVersion}", Copied = "not copied", Duration = surroundings.Time.GetElapsedTime(start) };
        }

        var (live, fresh, hasLedger) = await VersionsAsync(connection, cancellation);
        progress.Report(new RehearsalProgress(0, migrations.Pending.Count, "the schema is copied"));
        await using var local = await LocalAsync(connection, cancellation);
        await using var stage = await RehearsalStage.CreateAsync(local?.ConnectionString ?? (request.Scratch is { } other ? PostgresConnection.Of(other) : origin).ConnectionString, connection, surroundings.Time, cancellation);
        var copied = await CopyAsync(stage, origin, (connection, migrations.Released), cancellation);
        if (hasLedger)
        {
            await CompareAsync(stage, connection, cancellation);
        }

        progress.Report(new RehearsalProgress(0, migrations.Pending.Count, "the versions are made known"));
        var without = await stage.FillAsync(cancellation);
        foreach (var manifest in live)
        {
            await stage.AddVersionAsync(manifest, cancellation);
        }

        var report = await new Rehearsal(stage, progress) { New = fresh }.RunAsync(Runs(migrations.Pending, stage.ConnectionString), cancellation);
        return report with { Copied = copied, Notes = [.. stage.Notes, .. _notes], WithoutRows = without, Duration = surroundings.Time.GetElapsedTime(start) };
    }

    private PendingMigrations Read()
    {
        var migrations = new PendingMigrations(request.Migrations, surroundings);
        if (request.Command is null || request.Migrations.Paths.Count > 0)
        {
            migrations.Read();
        }

        return migrations;
    }

    // The command runs all that is pending at once: what is said of the migrations is said of it.
    private IReadOnlyList<RehearsalMigration> Runs(IReadOnlyList<RehearsalMigration> pending, string scratch) => request.Command is not { } command ? pending :
    [
        new RehearsalMigration(command, "--migrate")
        {
            Work = token => new MigrateCommand(command, request.Limit, surroundings.Directory) { Variables = request.Variables }.RunAsync(scratch, token),
            Static = StaticAnswers.Together([.. pending.Select(migration => migration.Static)]),
            Probes = [.. pending.SelectMany(migration => migration.Probes).Distinct()],
        },
    ];

    private async Task<LocalServer?> LocalAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!request.Local)
        {
            return null;
        }

        var (program, why) = LocalServer.Find(connection.PostgreSqlVersion.Major);
        return program is null ? throw new UsageException(why) : await LocalServer.StartAsync(program, connection, cancellation);
    }

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

        return $"replayed from {Names.Count(from.Released.Count, "released migration")}";
    }

    // Evidence is worth something for the schema that it was taken on. Without a guard nothing may be created in the database to read it.
    private async Task CompareAsync(RehearsalStage stage, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var difference = SchemaDifference.Between(await SnapshotReader.ReadAsync(connection, cancellation), await stage.ReadSchemaAsync(cancellation));
        if (!difference.IsEmpty)
        {
            _notes.Add($"the copy differs from the database: {string.Join("; ", difference.Changes.Take(Few))}{(difference.Changes.Count > Few ? FormattableString.Invariant($" and {difference.Changes.Count - Few} more") : "")}");
        }
    }

    private async Task<(IReadOnlyList<StatementManifest> Live, StatementManifest? Fresh, bool HasLedger)> VersionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        StatementManifest? fresh = request.NewManifest is { } file ? ManifestFiles.Read(file, surroundings) : null;
        var files = request.Manifests.Select(manifest => ManifestFiles.Read(manifest, surroundings)).ToList();
        var live = await LiveManifests.ReadAsync(connection, versions => files.Count > 0 ? [] : VersionChoice.Some(versions, request.Service, null), cancellation);
        if (request.NewLabel is { } label)
        {
            fresh = (await LiveManifests.ReadAsync(connection, versions => [VersionChoice.One(versions, request.Service, label)], cancellation) ?? throw new UsageException("--new: the database has no ledger; name a file with --new-manifest"))[0];
        }

        return ([.. files, .. live ?? []], fresh, live is not null);
    }
}
