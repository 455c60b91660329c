using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class IdentityStartsBelowRows() : MigrationRule(new RuleInfo("MG0605", nameof(IdentityStartsBelowRows))
{
    Title = "Identity starts at 1 below existing rows",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["identity-change"],
    When = "An existing column becomes an identity and nothing in the migration sets where its sequence starts",
    Effect = "The sequence of {column} starts at 1, so INSERTs that leave {column} out hit numbers that rows of {table} have already",
    Instead = "Set the sequence behind the highest number in the same migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-GENERATED-IDENTITY"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        var (all, columns) = (false, new HashSet<string>(StringComparer.Ordinal));
        for (var i = migration.Steps.Count - 1; i >= 0 && !all; i--)
        {
            var step = migration.Steps[i];
            if (step.Operation is SetColumnSetting { Setting: ColumnSetting.Sequence } set)
            {
                columns.Add(set.Column);
            }

            all = SetsAny(step.Operation);
            if (step.Operation is ChangeIdentity { Add: true } add && step.Before.IsExisting(add.Of, add.Column)
                && (add.Options is null || add.Options.IndexOf("START", StringComparison.OrdinalIgnoreCase) < 0)
                && !columns.Contains(add.Column))
            {
                yield return Report(step) with { Suggestion = Suggest(step, add) };
            }
        }
    }

    /// <summary>Whether the statement may set where the sequence of any column starts.</summary>
    private static bool SetsAny(Operation operation) => operation switch
    {
        Query query => query.Text.Calls("setval") || query.Text.Calls("pg_catalog.setval"),
        AlterSequence { Restarts: true } or ControlFlow => true,
        _ => false,
    };

    private static string Suggest(StepContext step, ChangeIdentity add)
    {
        var recipes = Planning.Recipes.Of(step.Database);
        return step.Sql(add) + ";\n" + recipes.SetSequence(add.Of, add.Column) + ";";
    }
}
