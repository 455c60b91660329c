using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Sql;

namespace MigrationGuard.Tests.Checking;

/// <summary>Checks migrations written as SQL; each argument is one file.</summary>
internal static class Checked
{
    public static CheckOptions Options { get; } = new()
    {
        Candidates = [PostgreSql.Of(16)],
        Today = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    public static Migration File(string sql, string path = "002_change.sql")
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource(path, sql));
        var name = Path.GetFileNameWithoutExtension(path).Split('.')[0];
        return new Migration
        {
            Id = new MigrationId(name.Split('_')[0], name),
            Path = path,
            Steps = script.Steps,
            Directives = script.Directives,
            StatementCount = script.StatementCount,
            Direction = path.EndsWith(".down.sql", StringComparison.Ordinal) ? Direction.Down : Direction.Up,
        };
    }

    public static IReadOnlyList<CheckedMigration> Check(CheckOptions options, params Migration[] migrations) => MigrationChecker.Check(migrations, options);

    public static CheckedMigration One(string sql, CheckOptions? options = null) => Check(options ?? Options, File(sql))[0];

    public static IEnumerable<string> Ids(this CheckedMigration migration) => migration.Findings.Select(f => f.Rule.Id);

    public static Finding Only(this CheckedMigration migration, string id) => migration.Findings.Single(f => f.Rule.Id == id);

    public static LiveVersions Using(string version, string table, string? column, int statements = 3, string? place = "Orders/UserStore.cs:42")
        => new(true, new[] { new Use(version, table, column, statements, place) });
}
