using MigrationGuard.TestKit.Http;
using Npgsql;

namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>A version of the shop in its slot: a web server that asks the database what its version asks.</summary>
internal sealed class ShopVersion : IAsyncDisposable
{
    private readonly string _label;
    private readonly string _query;
    private readonly string _connection;
    private volatile string? _defect;

    public ShopVersion(string label, string slot, string query, string connection)
    {
        (_label, _query) = (label, query);
        _connection = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = $"webshop-{slot}", Username = Shop.Role }.ConnectionString;
        Server = new SmallServer(AnswerAsync);
    }

    public SmallServer Server { get; }

    /// <summary>Fails its customers with something from the next request on; null mends it.</summary>
    public void Break(string? defect) => _defect = defect;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task<SmallResponse> AnswerAsync(SmallRequest request, CancellationToken cancellation)
    {
        if (request.Path == "/version")
        {
            return SmallServer.Named(_label);
        }

        if (_defect is { } defect)
        {
            return SmallServer.Named(_label) with { Status = 500, Body = defect };
        }

        try
        {
            await using var connection = new NpgsqlConnection(_connection);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(_query, connection) { Parameters = { new() { Value = 1 } } };
            await command.ExecuteScalarAsync(cancellation);
            return SmallServer.Named(_label);
        }
        catch (NpgsqlException failure)
        {
            return SmallServer.Named(_label) with { Status = 500, Body = failure.SqlState ?? failure.Message };
        }
    }
}
