using MigrationGuard.Execution;
using MigrationGuard.Manifests;
using MigrationGuard.Operations;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Rehearsals;
using MigrationGuard.Servers;
using MigrationGuard.Snapshots;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>A scratch database of PostgreSQL.</summary>
public sealed class RehearsalStage : IRehearsalStage
{
    private readonly ScratchDatabase _scratch;
    private readonly NpgsqlConnection _worker;
    private readonly NpgsqlConnection _watcher;
    private readonly NpgsqlConnection _judge;
    private readonly SyntheticRows _rows = new();
    private readonly ScratchVersions _versions;
    private readonly AnyClient _any;
    private readonly StepTracer _tracer;
    private readonly TimeProvider _time;
    private HashSet<uint> _live = [];
    private bool _judges;

    private RehearsalStage(ScratchDatabase scratch, (NpgsqlConnection Worker, NpgsqlConnection Watcher, NpgsqlConnection Judge) sessions, TimeProvider time)
    {
        (_scratch, (_worker, _watcher, _judge), _time) = (scratch, sessions, time);
        _versions = new ScratchVersions(scratch, _judge);
        _any = new AnyClient(scratch, _judge, _versions);
        _tracer = new StepTracer(_worker, _watcher, _rows, time);
    }

    /// <inheritdoc />
    public string Name => _scratch.Name;

    /// <inheritdoc />
    public required string Server { get; init; }

    /// <summary>Connects to the scratch database; may hold a password.</summary>
    public string ConnectionString => _scratch.ConnectionString;

    /// <summary>What should be known of the scratch database, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _scratch.LocaleNote is { } note ? [note] : [];

    /// <inheritdoc />
    public IReadOnlyCollection<ObjectName> LiveTables { get; private set; } = [];

    /// <summary>Creates an empty scratch database; what killed rehearsals left on the server is removed.</summary>
    /// <param name="server">Connects to a database of the server.</param>
    /// <param name="origin">An open connection to the database that is rehearsed, of which encoding, collation and settings are taken over.</param>
    /// <param name="time">The clock of durations and looks.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public static async Task<RehearsalStage> CreateAsync(string server, NpgsqlConnection origin, TimeProvider time, CancellationToken cancellation)
    {
        var locale = await DatabaseLocale.ReadAsync(origin, cancellation);
        var scratch = await ScratchDatabase.CreateAsync(server, locale.Clause, cancellation);
        var opened = new List<NpgsqlConnection>();
        try
        {
            foreach (var statement in locale.Settings(scratch.Name))
            {
                await scratch.OnServerAsync(statement, cancellation);
            }

            foreach (var purpose in new[] { "migrations", "observer", "judge" })
            {
                opened.Add(await scratch.OpenAsync(purpose, cancellation));
            }

            return new RehearsalStage(scratch, (opened[0], opened[1], opened[2]), time) { Server = $"PostgreSQL {opened[0].PostgreSqlVersion} at {opened[0].Host}:{opened[0].Port}" };
        }
        catch
        {
            foreach (var connection in opened)
            {
                await connection.DisposeAsync();
            }

            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the schema that <c>pg_dump</c> wrote.</summary>
    /// <returns>What the server did not take and what does not change how tables work.</returns>
    public async Task<IReadOnlyList<string>> RestoreAsync(string dump, CancellationToken cancellation)
    {
        await using var connection = await _scratch.OpenAsync("copy", cancellation);
        return await new SchemaRestore(connection).RunAsync(dump, cancellation);
    }

    /// <inheritdoc />
    public async Task<StepFailure?> ReplayAsync(MigrationStep step, CancellationToken cancellation)
    {
        var statement = step.Statements[0];
        try
        {
            await PostgresRows.RunAsync(_worker, "DISCARD ALL", cancellation);
            foreach (var setting in step.Settings)
            {
                await PostgresRows.RunAsync(_worker, (statement = setting).Text, cancellation);
            }

            await PostgresRows.RunAsync(_worker, step.IsTransactional ? "BEGIN" : "SELECT", cancellation);
            foreach (var next in step.Statements)
            {
                await PostgresRows.RunAsync(_worker, (statement = next).Text, cancellation);
            }

            await PostgresRows.RunAsync(_worker, step.IsTransactional ? "COMMIT" : "SELECT", cancellation);
            return null;
        }
        catch (DatabaseException failure) when (!failure.IsConnectionLost)
        {
            await PostgresRows.RunAsync(_worker, "ROLLBACK", CancellationToken.None);
            return new StepFailure(new StepRefusal(statement, step.File, failure).Place, StepRefusal.TextOf(failure));
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FillAsync(CancellationToken cancellation)
    {
        var relations = await RelationMap.ReadAsync(_watcher, cancellation);
        var without = await _rows.FillAsync(_watcher, relations, cancellation);
        _live = [.. relations.Relations.Keys];
        LiveTables = [.. relations.Tables.Select(table => table.Name)];
        await GuardAsync(cancellation);
        if (_judges)
        {
            await _any.BeginAsync(cancellation);
        }

        return without;
    }

    /// <inheritdoc />
    public Task<StepTrace> RunAsync(MigrationStep step, CancellationToken cancellation) => _tracer.RunAsync(step, _live, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<StepTrace>> RunOutsideAsync(string name, Func<CancellationToken, Task<string?>> work, CancellationToken cancellation) =>
        new CommandTracer(_watcher, _time).RunAsync(name, work, _live, cancellation);

    /// <inheritdoc />
    public Task<SchemaSnapshot> ReadSchemaAsync(CancellationToken cancellation) => SnapshotReader.ReadAsync(_judge, cancellation);

    /// <inheritdoc />
    public async Task<string?> AddVersionAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        await GuardAsync(cancellation);
        return await _versions.AddAsync(manifest, cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<VersionProof>> ProveAsync(CancellationToken cancellation) => _versions.ProveAsync(cancellation);

    /// <inheritdoc />
    public Task<VersionProof> ProveNewAsync(StatementManifest manifest, CancellationToken cancellation) => _versions.ProveOnceAsync(manifest, cancellation);

    /// <inheritdoc />
    public async Task<VersionProof> ProveAnyClientAsync(CancellationToken cancellation) => await _any.CompareAsync(cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in new[] { _worker, _watcher, _judge })
        {
            await connection.DisposeAsync();
        }

        await _scratch.DisposeAsync();
    }

    // The functions stay for the whole rehearsal; of the copy they are no part.
    private async Task GuardAsync(CancellationToken cancellation)
    {
        if (!_judges)
        {
            await PostgresRows.RunAsync(_judge, "BEGIN", cancellation);
            await GuardScripts.CreateAsync(_judge, cancellation);
            await PostgresRows.RunAsync(_judge, "COMMIT", cancellation);
            _judges = true;
        }
    }
}
