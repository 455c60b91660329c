using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Activity;

namespace MigrationGuard.Cli.Releases;

/// <summary>Builds what measures under traffic. Nothing is connected to yet.</summary>
internal sealed class BakeComposition : IAsyncDisposable
{
    private readonly GateSettings _gate;
    private readonly TimeProvider _time;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Dictionary<string, PostgresSource> _others = new(StringComparer.Ordinal);

    /// <summary>Builds it.</summary>
    /// <exception cref="UsageException">A variable that a query names is not set, or holds no connection.</exception>
    public BakeComposition(GateSettings gate, PostgresSource guarded, Surroundings surroundings)
    {
        (_gate, _time) = (gate, surroundings.Time);
        foreach (var query in gate.BakeQueries)
        {
            Resolve(query, surroundings);
        }

        Asker = new(new()
        {
            Client = _client,
            Variable = surroundings.Variable,
            Database = variable => new PostgresValueQueries(variable is null ? guarded : _others[variable]),
            Time = surroundings.Time,
        });
    }

    /// <summary>Asks the queries.</summary>
    public QueryAsker Asker { get; }

    /// <summary>What measures by requests and queries.</summary>
    public IBake With(ProbeBake requests) => _gate.BakeQueries.Count == 0 ? requests : new ComposedBake(new QueryBake(_gate.BakeQueries, Asker, _time), requests);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var other in _others.Values)
        {
            await other.DisposeAsync();
        }
    }

    private void Resolve(BakeQuery query, Surroundings surroundings)
    {
        switch (query.Source)
        {
            case QuerySource.Prometheus { TokenVariable: { } variable } when string.IsNullOrEmpty(surroundings.Variable(variable)):
                throw new UsageException($"gate.bake.queries: the environment variable {variable}, with the token of query \"{query.Name}\", is not set");
            case QuerySource.Sql { ConnectionVariable: { } variable } when !_others.ContainsKey(variable):
                var connection = PostgresConnection.Of(ConnectionSetting.Given($"env:{variable}", $"gate.bake.queries: \"{query.Name}\"", surroundings));
                _others[variable] = PostgresSource.Create(connection.ConnectionString, new());
                break;
        }
    }
}
