using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>
/// The names by which FluentMigrator knows databases. IfDatabase with names compares them with the type and the aliases of the processor that is registered, and with
/// a predicate asks for the type alone. AddPostgres registers the processor PostgreSQL15_0 since 7.1, whatever the version of the server is, and before that Postgres.
/// </summary>
internal static class DatabaseNames
{
    private const StringComparison IgnoringCase = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] Others =
    [
        "DB2", "IBM DB2", "IBM DB2 iSeries", "DB2 iSeries", "Firebird", "Hana", "Jet", "MariaDB", "MySql", "MySql4", "MySQL 4", "MySql5", "MySql8", "Oracle", "OracleManaged",
        "Oracle12c", "Redshift", "Snowflake", "SQLite",
    ];

    private static readonly string[] PostgreSql = ["PostgreSQL15_0", "PostgreSQL11_0", "PostgreSQL10_0", "Postgres92", "Postgres"];

    private static readonly string[] PostgreSqlNow = ["PostgreSQL15_0", "PostgreSQL11_0", "PostgreSQL10_0", "PostgreSQL"];

    private static readonly string[] PostgreSqlAliases = ["PostgreSQL", "PostgreSQL92"];

    private static readonly string[] SqlServer = ["SqlServer2016", "SqlServer2014", "SqlServer2012", "SqlServer2008", "SqlServer2005", "SqlServer2000"];

    private static readonly string[] SqlServerAliases = ["SqlServer"];

    /// <summary>The types of the processors of a dialect; the one that is registered by the plain name comes first.</summary>
    public static IReadOnlyList<string> TypesOf(SqlDialect dialect) => dialect == SqlDialect.TSql ? SqlServer : PostgreSql;

    /// <summary>What registers the processor whose names count, for people.</summary>
    public static string RegistrationOf(SqlDialect dialect) => dialect == SqlDialect.TSql ? "AddSqlServer()" : "AddPostgres() of FluentMigrator 7.1 and later";

    /// <summary>The name that an argument of IfDatabase stands for; null when it is not known. The constants of ProcessorIdConstants and ProcessorId are named like what they stand for.</summary>
    public static string? Of(Value value) => value is MemberValue { Type: "ProcessorIdConstants" or "ProcessorId", Member: var member } ? member : Reading.Values.Known(value);

    /// <summary>What a branch for these names is to a dialect.</summary>
    public static Branch Of(IReadOnlyList<string> names, SqlDialect dialect)
    {
        var (aliases, alias) = dialect == SqlDialect.TSql ? (SqlServerAliases, "SqlServer") : (PostgreSqlAliases, "PostgreSQL");
        var meant = names.Where(name => Has(TypesOf(dialect), name) || Has(aliases, name)).ToArray();
        if (meant.Length > 0)
        {
            return new Branch(true, dialect == SqlDialect.PostgreSql && Has(meant, "Postgres") && !meant.Any(static name => Has(PostgreSqlNow, name)) ? alias : null);
        }

        // A version that has no processor of its own: SqlServer2019, Postgres12.
        var stem = dialect == SqlDialect.TSql ? "SqlServer" : "Postgres";
        return names.Any(name => name.StartsWith(stem, IgnoringCase)) ? new Branch(false, alias)
            : names.All(IsOther) ? new Branch(false, null)
            : new Branch(null, null);
    }

    /// <summary>What a branch is to a dialect whose predicate answers so for the types of processors.</summary>
    public static Branch Of(Func<string, bool?> predicate, SqlDialect dialect)
    {
        var types = TypesOf(dialect);
        var now = predicate(types[0]);
        if (now != false)
        {
            return new Branch(now, null);
        }

        var (aliases, alias) = dialect == SqlDialect.TSql ? (SqlServerAliases, "SqlServer") : (PostgreSqlAliases, "PostgreSQL");
        return types.Any(type => type != "Postgres" && predicate(type) != false) ? new Branch(true, null)
            : dialect == SqlDialect.PostgreSql && predicate("Postgres") == true ? new Branch(true, alias)
            : new Branch(false, aliases.Any(name => predicate(name) == true) ? alias : null);
    }

    private static bool IsOther(string name) => Has(Others, name) || Has(PostgreSql, name) || Has(PostgreSqlAliases, name) || Has(SqlServer, name) || Has(SqlServerAliases, name)
        || name.StartsWith("SqlServer", IgnoringCase) || name.StartsWith("Postgres", IgnoringCase);

    private static bool Has(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a branch is to a dialect.</summary>
    /// <param name="Runs">Whether it may run there; null when nobody can tell.</param>
    /// <param name="KnownAs">The name that would have to be written, where the one that is written means the database but never matches (any more).</param>
    public readonly record struct Branch(bool? Runs, string? KnownAs);
}
