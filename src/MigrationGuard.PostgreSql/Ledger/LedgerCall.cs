namespace MigrationGuard.Postgres.Ledger;

/// <summary>One statement, which is a transaction.</summary>
internal sealed class LedgerCall(string sql, params object?[] parameters)
{
    /// <summary>The statement, with parameters <c>$1</c> and so on.</summary>
    public string Sql => sql;

    /// <summary>Their values.</summary>
    public IReadOnlyList<object?> Parameters => parameters;
}
