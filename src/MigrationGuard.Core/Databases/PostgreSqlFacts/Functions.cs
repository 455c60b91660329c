namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>The functions that a default or query may call, by volatility.</summary>
internal static class Functions
{
    private const string Volatile = """
        random setseed nextval setval currval lastval clock_timestamp timeofday gen_random_uuid uuidv7 pg_sleep set_config
        """;

    private const string Stable = """
        now current_timestamp current_date transaction_timestamp statement_timestamp localtime localtimestamp current_time current_user session_user
        """;

    private const string Immutable = "coalesce lower upper";

    public static FunctionVolatility Table { get; } = new("pg_catalog", Volatile, Stable, Immutable);
}
