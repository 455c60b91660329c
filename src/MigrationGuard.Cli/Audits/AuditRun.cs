using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Manifests;
using MigrationGuard.Mutations;
using MigrationGuard.Postgres.Mutations;
using MigrationGuard.Postgres.Rehearsals;
using MigrationGuard.Rehearsals;
using Npgsql;

namespace MigrationGuard.Cli.Audits;

/// <summary>One run of <c>audit --mutate</c>: copies the schema, publishes the live versions there, tries every breaking change, and leaves nothing behind.</summary>
internal sealed class AuditRun(AuditRequest request, Surroundings surroundings, IProgress<RehearsalProgress> progress)
{
    private readonly List<string> _notes = [];

    /// <summary>Runs it.</summary>
    /// <exception cref="UsageException">Arguments or files cannot be used, no version is there, or the schema cannot be copied.</exception>
    /// <exception cref="Servers.DatabaseException">A server refuses or is lost.</exception>
    public async Task<MutationReport> RunAsync(CancellationToken cancellation)
    {
        var start = surroundings.Time.GetTimestamp();
        var origin = PostgresConnection.Of(request.Connection);
        await using var connection = origin.Open();
        var live = await VersionsAsync(connection, cancellation);
        progress.Report(new RehearsalProgress(0, 0, "the schema is copied"));
        await using var local = await LocalAsync(connection, cancellation);
        await using var stage = await RehearsalStage.CreateAsync(local?.ConnectionString ?? (request.Scratch is { } other ? PostgresConnection.Of(other) : origin).ConnectionString, connection, surroundings.Time, cancellation);
        var copied = await CopyAsync(stage, origin, connection, cancellation);
        foreach (var manifest in live)
        {
            if (await stage.AddVersionAsync(manifest, cancellation) is { } obstacle)
            {
                throw new UsageException($"{manifest.Service} {manifest.Label} cannot be proved in the copy: {obstacle}");
            }
        }

        var audit = new MutationAudit(stage.ConnectionString, progress);
        var tried = await audit.RunAsync(cancellation);
        return new()
        {
            Server = stage.Server,
            Copied = copied,
            Versions = audit.Known,
            Tried = tried,
            Notes = [.. stage.Notes, .. _notes],
            Duration = surroundings.Time.GetElapsedTime(start),
        };
    }

    private async Task<IReadOnlyList<StatementManifest>> VersionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var files = request.Manifests.Select(manifest => ManifestFiles.Read(manifest, surroundings)).ToList();
        var live = await LiveManifests.ReadAsync(connection, versions => files.Count > 0 ? [] : VersionChoice.Some(versions, request.Service, null), cancellation) ?? [];
        IReadOnlyList<StatementManifest> all = [.. files, .. live];
        return all.Count > 0 ? all : throw new UsageException("no version is live in the database's ledger, so nothing could catch anything; name a manifest with --manifest");
    }

    private async Task<LocalServer?> LocalAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!request.Local)
        {
            return null;
        }

        var (program, why) = LocalServer.Find(connection.PostgreSqlVersion.Major);
        return program is null ? throw new UsageException(why) : await LocalServer.StartAsync(program, connection, cancellation);
    }

    private async Task<string> CopyAsync(RehearsalStage stage, PostgresConnection origin, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (dump, why) = SchemaDump.Find(request.Dump, connection.PostgreSqlVersion.Major);
        if (dump is not null)
        {
            (var sql, why) = await SchemaDump.RunAsync(dump, origin.ConnectionString, cancellation);
            if (sql is not null)
            {
                _notes.AddRange(await stage.RestoreAsync(sql, cancellation));
                return FormattableString.Invariant($"copied by pg_dump {dump.Major}");
            }
        }

        throw new UsageException($"the schema cannot be copied: {why}");
    }
}
