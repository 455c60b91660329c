using System.Globalization;
using MigrationGuard.PostgreSql.Tests.Guard;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>A client that prepares and runs as psql does.</summary>
internal sealed class PsqlClient(string connectionString, string user) : IOldClient
{
    private readonly SimpleProtocol _server = new(connectionString, user);

    public void Prepare(string name, string sql) => Run($"PREPARE {name} AS {sql}");

    public string RunPrepared(string name) => Run($"EXECUTE {name}");

    public string Run(string sql)
    {
        var (state, tag) = _server.Send(sql);
        return state ?? Affected(tag);
    }

    public void Dispose() => _server.Dispose();

    private static string Affected(string tag)
        => tag.StartsWith("COPY", StringComparison.Ordinal) || !int.TryParse(tag.Split(' ')[^1], CultureInfo.InvariantCulture, out var rows) || rows > 0 ? "ok" : "nothing";
}
