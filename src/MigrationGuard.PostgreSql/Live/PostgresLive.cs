using System.Diagnostics;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using Npgsql;

namespace MigrationGuard.Postgres.Live;

/// <summary>A live PostgreSQL database that answers the questions of the rules.</summary>
public sealed class PostgresLive : ILiveDatabase
{
    private readonly NpgsqlConnection _connection;
    private readonly ProbeSession _session;
    private readonly Names _names;
    private readonly RowProbes _rows;
    private readonly CatalogProbes _catalog;
    private readonly ActivityProbes _activity;

    private PostgresLive(NpgsqlConnection connection, PostgreSql server, ProbeLimits limits)
    {
        Server = server;
        _connection = connection;
        _session = new ProbeSession(connection, limits);
        _names = new Names(_session);
        _rows = new RowProbes(_session, _names);
        _catalog = new CatalogProbes(_session, _names);
        _activity = new ActivityProbes(_session, _names);
    }

    /// <inheritdoc />
    public Databases.Database Server { get; }

    /// <summary>The database behind an open connection, which stays the caller's; null when no facts are known of its version.</summary>
    public static PostgresLive? TryCreate(NpgsqlConnection connection, ProbeLimits? limits = null)
        => connection.PostgreSqlVersion.Major is >= PostgreSql.Oldest and <= PostgreSql.Newest and var major
            ? new PostgresLive(connection, PostgreSql.Of(major), limits ?? new ProbeLimits())
            : null;

    /// <inheritdoc />
    public async Task<Migration> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new SchemaScript(_connection, _session.Limits).ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <inheritdoc />
    public async Task<Observations> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<Question, Answer>();
        var time = Stopwatch.StartNew();
        foreach (var question in questions)
        {
            answers[question] = time.Elapsed < _session.Limits.All
                ? await AnswerAsync(question, cancellationToken)
                : new Undecided($"the time for all questions ({_session.Limits.All.TotalSeconds:0} s) was used up before");
        }

        return new Observations(answers);
    }

    private async Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        var shown = new Shown();
        try
        {
            return await DispatchAsync(question, shown, cancellationToken) with { Sql = shown.Sql };
        }
        catch (MissingException missing)
        {
            return new Undecided(missing.Message);
        }
        catch (PostgresException exception) when (ProbeReasons.Of(exception, _session.Limits) is { } reason)
        {
            return new Undecided(reason) { Sql = shown.Sql };
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private Task<Answer> DispatchAsync(Question question, Shown shown, CancellationToken cancellationToken) => question switch
    {
        SizeOf q => _catalog.SizeAsync(q, cancellationToken),
        DependentsOf q => _catalog.DependentsAsync(q, cancellationToken),
        RoutinesNaming q => _catalog.RoutinesAsync(q, cancellationToken),
        StateOfIndex q => _catalog.IndexAsync(q, cancellationToken),
        NumberingOf q => _catalog.NumberingAsync(q, cancellationToken),
        ReplicationOf q => _catalog.ReplicationAsync(q, cancellationToken),
        ExactVersion => _catalog.VersionAsync(cancellationToken),
        LockHolders q => _activity.HoldersAsync(q, shown, cancellationToken),
        OpenTransactions => _activity.TransactionsAsync(shown, cancellationToken),
        LogKeepers => _activity.KeepersAsync(cancellationToken),
        _ => _rows.AnswerAsync(question, shown, cancellationToken),
    };
}
