using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>The guard's objects as this tool makes them.</summary>
internal static class GuardSchema
{
    /// <summary>The version of its tables; every change of them adds one, and a script <c>upgrade-N.sql</c>.</summary>
    public const int Version = 6;

    /// <summary>Whether there are tables of a guard.</summary>
    public const string Exists = """
        SELECT count(*)::integer FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'migration_guard' AND c.relname = 'setting'
        """;

    private static readonly string[] Installing = ["guard-roles.sql", "guard-event-triggers.sql"];

    /// <summary>The scripts of functions, which every installation runs.</summary>
    public static IEnumerable<string> FunctionScripts => GuardScripts.Names.Where(name => !name.StartsWith("10-", StringComparison.Ordinal));

    /// <summary>The scripts that make an older version's tables like today's.</summary>
    public static IEnumerable<string> Upgrades(int from) => Enumerable.Range(from + 1, Version - from).Select(version => FormattableString.Invariant($"guard-upgrade-{version}.sql"));

    /// <summary>A script that only installations use: <c>roles</c>, <c>event-triggers</c>, <c>forget</c>, <c>probers</c>, <c>record</c>.</summary>
    public static string Script(string name) => GuardScripts.Read($"guard-{name}.sql");

    /// <summary>The text of all functions, in which the source of every installed one has to be found.</summary>
    public static string Sources { get; } = string.Concat(GuardScripts.Names.Select(GuardScripts.Read)).ReplaceLineEndings("\n");

    /// <summary>What an installation with these scripts is known by.</summary>
    public static string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sources + string.Concat(Installing.Select(GuardScripts.Read)).ReplaceLineEndings("\n"))));
}
