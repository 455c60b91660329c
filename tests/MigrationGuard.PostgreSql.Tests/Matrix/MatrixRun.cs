using MigrationGuard.Proofs;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>On one server: what a change does to the old statements, and what the judge says of it.</summary>
internal sealed class MatrixRun : IDisposable
{
    private readonly int _major;
    private readonly PostgresDatabase _shop;
    private readonly PostgresDatabase _rehearsed;
    private readonly NpgsqlConnection _administrator;
    private readonly Dictionary<string, MatrixResult> _results = [];
    private readonly Dictionary<string, string?> _attempts = [];
    private readonly GuardedShop _guarded;

    private MatrixRun(int major, GuardedShop guarded, PostgresDatabase shop)
    {
        _major = major;
        _guarded = guarded;
        _shop = shop;
        _rehearsed = PostgresServer.Get(major).Copy(_shop);
        _administrator = ShopServer.OpenAdministrator(_rehearsed);
        ShopServer.Execute(_administrator, $"SET ROLE {ShopServer.Role}; SET search_path = {ShopServer.SearchPath}");
        Application.Prepare(_administrator);
        ShopServer.Execute(_administrator, "RESET ROLE; RESET search_path");
        Before = Observe("");
    }

    /// <summary>Publishes version 4.2.0 of webshop in a database without the guard and in one with it.</summary>
    public static async Task<MatrixRun> StartAsync(int major)
    {
        var shop = ShopServer.Create(major);
        var guarded = await GuardedShop.CreateAsync(major, shop, ShopServer.Manifest());
        await ShopServer.InstallJudgeAsync(shop);
        ShopServer.Publish(shop, ShopServer.Manifest());
        return new MatrixRun(major, guarded, shop);
    }

    /// <summary>What each statement does before any change.</summary>
    public IReadOnlyDictionary<string, Outcome> Before { get; }

    /// <summary>What the guard says when the change is committed while version 4.2.0 is live: null, or the error; tried once.</summary>
    public string? Attempt(SchemaChange change)
    {
        if (!_attempts.TryGetValue(change.Name, out var answer))
        {
            _attempts[change.Name] = answer = _guarded.Attempt(change);
        }

        return answer;
    }

    /// <summary>What the judge says before any change.</summary>
    public IReadOnlyDictionary<string, StatementProof> Unchanged() => InTransaction("", _ => ProveInTransaction());

    /// <summary>What comes of the change; measured once.</summary>
    public MatrixResult Of(SchemaChange change)
    {
        if (!_results.TryGetValue(change.Name, out var result))
        {
            _results[change.Name] = result = change.IsCommitted ? MeasureCommitted(change) : Measure(change);
        }

        return result;
    }

    public void Dispose()
    {
        _guarded.Dispose();
        _administrator.Dispose();
        _rehearsed.Dispose();
        _shop.Dispose();
    }

    private MatrixResult Measure(SchemaChange change)
    {
        var before = change.Given.Length == 0 ? Before : Observe(change.Given);
        return InTransaction($"{change.Given} {change.Sql}", application =>
        {
            var broken = Compare(before, application, application);
            return new MatrixResult(broken, ProveInTransaction());
        });
    }

    private Dictionary<string, StatementProof> ProveInTransaction()
    {
        ShopServer.Execute(_administrator, "ROLLBACK TO SAVEPOINT application");
        return Prove(_administrator);
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

    private MatrixResult MeasureCommitted(SchemaChange change)
    {
        using var copy = PostgresServer.Get(_major).Copy(_shop);
        using var administrator = ShopServer.OpenAdministrator(copy);
        using var connected = ShopServer.OpenApplication(copy);
        Application.Prepare(connected);
        ShopServer.Execute(administrator, change.Sql);
        ShopServer.Execute(administrator, "SET default_transaction_read_only = off; SELECT oracle.remember_sequences()");
        var broken = MeasureCommitted(copy, connected);
        return new MatrixResult(broken, Prove(administrator));
    }

    private SortedDictionary<string, string> MeasureCommitted(PostgresDatabase copy, NpgsqlConnection connected)
    {
        try
        {
            using var reconnected = ShopServer.OpenApplication(copy);
            return Compare(Before, Application.On(reconnected), Application.On(connected));
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

    private static Dictionary<string, StatementProof> Prove(NpgsqlConnection connection)
    {
        var names = MatrixFiles.Statements.ToDictionary(statement => statement.Text, statement => statement.Name);
        return ShopServer.Prove(connection).ToDictionary(proof => names[proof.Statement.Text]);
    }
}
