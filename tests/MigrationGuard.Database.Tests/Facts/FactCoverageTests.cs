using MigrationGuard.Databases;
using MigrationGuard.TestKit;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>No row about PostgreSQL without a rehearsal that selects it.</summary>
public sealed class FactCoverageTests
{
    /// <summary>The rows that are not rehearsed, with the reason.</summary>
    private static readonly Dictionary<string, string> Unrehearsed = new(StringComparer.Ordinal)
    {
        ["pg-alter-type-unknown"] = "The rehearsals know every column.",
        ["pg-rewrite-all-tables"] = "Works on the whole database.",
        ["pg-reindex-many"] = "Works on the whole database.",
        ["pg-reindex-many-concurrently"] = "Works on the whole database.",
        ["pg-move-index"] = "Needs a second tablespace.",
        ["pg-detach-finalize"] = "Needs a DETACH CONCURRENTLY that was interrupted.",
        ["pg-call"] = "Says only that nothing is known.",
        ["pg-query-of-own-function"] = "Says only that nothing is known.",
        ["pg-alter-extension"] = "Says only that nothing is known.",
        ["pg-create-database"] = "Touches no relation of this database.",
        ["pg-drop-database"] = "Touches no relation of this database.",
        ["pg-rename-database"] = "Touches no relation of this database.",
        ["pg-begin"] = "Touches no relation.",
        ["pg-commit"] = "Touches no relation.",
        ["pg-rollback"] = "Touches no relation.",
        ["pg-release-savepoint"] = "Touches no relation.",
        ["pg-prepare-transaction"] = "Touches no relation.",
        ["pg-database-condition"] = "No statement: a branch of a migration in C#.",
        ["pg-end-prepared"] = "Touches no relation.",
        ["pg-client-command"] = "Not sent to the server.",
    };

    private static IEnumerable<CostFact> Rows => PostgreSql.Of(PostgreSql.Newest).Facts;

    [Test]
    public void Every_row_is_selected_by_a_rehearsal_on_each_server_for_which_it_holds()
    {
        var selected = PostgresServer.Majors.ToDictionary(major => major, Selected);
        var missing = Rows.Where(row => !Unrehearsed.ContainsKey(row.Id))
            .SelectMany(row => PostgresServer.Majors.Where(major => row.From <= major && major <= row.To && !selected[major].Contains(row.Id)).Select(major => $"{row.Id} on {major}"));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Rows_that_claim_to_be_measured_are_rehearsed_and_the_others_are_not()
        => Assert.That(Rows.Where(row => !row.Source.StartsWith("measured", StringComparison.Ordinal)).Select(row => row.Id), Is.EquivalentTo(Unrehearsed.Keys));

    private static HashSet<string> Selected(int major)
        => RehearsalTests.All.Where(r => r.From <= major).SelectMany(r => Story.Of(r, major).Rows).ToHashSet();
}
