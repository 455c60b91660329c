using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Measures on one server what a change does to the old statements.</summary>
internal sealed class MatrixRun : IDisposable
{
    private readonly int _major;
    private readonly PostgresDatabase _shop;
    private readonly PostgresDatabase _rehearsed;
    private readonly NpgsqlConnection _administrator;
    private readonly Dictionary<string, Outcome> _before;

    public MatrixRun(int major)
    {
        _major = major;
        _shop = ShopServer.Create(major);
        _rehearsed = PostgresServer.Get(major).Copy(_shop);
        _administrator = ShopServer.OpenAdministrator(_rehearsed);
        ShopServer.Execute(_administrator, $"SET ROLE {ShopServer.Role}; SET search_path = {ShopServer.SearchPath}");
        Application.Prepare(_administrator);
        ShopServer.Execute(_administrator, "RESET ROLE; RESET search_path");
        _before = Observe("");
    }

    /// <summary>What each statement does before any change.</summary>
    public IReadOnlyDictionary<string, Outcome> Before => _before;

    /// <summary>The statements that break, with what happens; a star behind the name: only where it was prepared before the change.</summary>
    public IReadOnlyDictionary<string, string> Measure(SchemaChange change)
    {
        if (change.IsCommitted)
        {
            return MeasureCommitted(change);
        }

        var before = change.Given.Length == 0 ? _before : Observe(change.Given);
        return InTransaction($"{change.Given} {change.Sql}", application => Compare(before, application, application));
    }

    public void Dispose()
    {
        _administrator.Dispose();
        _rehearsed.Dispose();
        _shop.Dispose();
    }

    private Dictionary<string, Outcome> Observe(string given)
        => InTransaction(given, application => MatrixFiles.Statements.ToDictionary(statement => statement.Name, statement => application.Run(statement, null)));

    private T InTransaction<T>(string change, Func<Application, T> measure)
    {
        ShopServer.Execute(_administrator, "BEGIN");
        try
        {
            ShopServer.Execute(_administrator, $"SELECT oracle.rewind_sequences(); SET LOCAL search_path = shop, public; {change} ; SELECT oracle.remember_sequences()");
            return measure(Application.InTransactionOf(_administrator));
        }
        finally
        {
            ShopServer.Execute(_administrator, "ROLLBACK");
        }
    }

    private SortedDictionary<string, string> MeasureCommitted(SchemaChange change)
    {
        using var copy = PostgresServer.Get(_major).Copy(_shop);
        using var administrator = ShopServer.OpenAdministrator(copy);
        using var connected = ShopServer.OpenApplication(copy);
        Application.Prepare(connected);
        ShopServer.Execute(administrator, change.Sql);
        ShopServer.Execute(administrator, "SET default_transaction_read_only = off; SELECT oracle.remember_sequences()");
        try
        {
            using var reconnected = ShopServer.OpenApplication(copy);
            return Compare(_before, Application.On(reconnected), Application.On(connected));
        }
        catch (PostgresException e)
        {
            return new SortedDictionary<string, string>(MatrixFiles.Statements.ToDictionary(statement => statement.Name, _ => $"{e.SqlState} {e.MessageText}"), StringComparer.Ordinal);
        }
    }

    private static SortedDictionary<string, string> Compare(IReadOnlyDictionary<string, Outcome> outcomes, Application fresh, Application prepared)
    {
        var broken = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var statement in MatrixFiles.Statements)
        {
            var before = outcomes[statement.Name];
            if (before.DifferenceTo(fresh.Run(statement, before)) is { } difference)
            {
                broken[statement.Name] = difference;
            }
        }

        var candidates = MatrixFiles.Statements.Where(statement => statement.ReturnsRows && !broken.ContainsKey(statement.Name)).ToArray();
        foreach (var (statement, error) in candidates.Zip(prepared.RunPrepared(candidates)).Where(run => run.Second is not null))
        {
            broken[statement.Name + "*"] = error!;
        }

        return broken;
    }
}
