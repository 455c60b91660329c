using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Rehearsals;

public sealed class ManyMigrationsTests
{
    private const int Tables = 20;

    // Each with how the evidence stands to what is said without a server.
    private static readonly (string Sql, string Outcome)[] Kinds =
    [
        ("ALTER TABLE {0} ADD COLUMN extra text;", "confirmed"),
        ("-- migrationguard: no-transaction\nCREATE INDEX CONCURRENTLY ix_{0} ON {0} (amount);", "confirmed"),
        ("ALTER TABLE {0} ADD COLUMN flag boolean NOT NULL DEFAULT false;", "confirmed"),
        ("CREATE TABLE {0}_log (id bigint PRIMARY KEY, what text NOT NULL);", "confirmed"),
        ("UPDATE {0} SET extra = name WHERE extra IS NULL;", "confirmed"),
        ("ALTER TABLE {0} ADD CONSTRAINT {0}_positive CHECK (amount >= 0) NOT VALID;", "static-only"),
        ("ALTER TABLE {0} VALIDATE CONSTRAINT {0}_positive;", "confirmed"),
        ("ALTER TABLE {0} ALTER COLUMN name TYPE varchar(100);", "static-only"),
        ("ALTER TABLE {0} ALTER COLUMN small TYPE bigint;", "static-only"),
        ("ALTER TABLE {0} DROP COLUMN note;", "confirmed"),
    ];

    [Test]
    public void Two_hundred_migrations_do_what_was_said_of_them_or_say_why_it_is_not_shown()
    {
        using var database = PostgresServer.Get(18).CreateDatabase();
        using var folder = new TemporaryFolder();
        var schema = new StringBuilder();
        for (var table = 0; table < Tables; table++)
        {
            schema.Append(CultureInfo.InvariantCulture, $"CREATE TABLE t{table:00} (id bigint PRIMARY KEY, name varchar(50) NOT NULL, note text, amount numeric(10,2) NOT NULL DEFAULT 0, small int{(table == 0 ? "" : $", parent bigint REFERENCES t{table - 1:00}")});\n");
        }

        database.Execute(schema.ToString());
        folder.Write("db/0001_base.sql", schema.ToString());
        for (var number = 0; number < Kinds.Length * Tables; number++)
        {
            folder.Write(string.Create(CultureInfo.InvariantCulture, $"db/{number + 2:0000}_m.sql"), string.Format(CultureInfo.InvariantCulture, Kinds[number / Tables].Sql, string.Create(CultureInfo.InvariantCulture, $"t{number % Tables:00}")));
        }

        var outcome = InProcess.Run(folder, new Dictionary<string, string> { ["MIGRATIONGUARD_CONNECTION"] = database.ConnectionString }, "", "rehearse", "db", "--since", "0001", "--output", "json");
        var migrations = JsonNode.Parse(outcome.Output)!["migrations"]!.AsArray();
        TestContext.Out.WriteLine(JsonNode.Parse(outcome.Output)!["seconds"]);
        Assert.That(migrations.Select(migration => migration!["outcome"]!.ToString()), Is.EqualTo(Kinds.SelectMany(kind => Enumerable.Repeat(kind.Outcome, Tables))));
        Assert.That(migrations.Where(migration => migration!["outcome"]!.ToString() == "static-only").Select(migration => migration!["shownBy"]!.ToString()), Is.All.StartsWith("any client: "));
    }
}
