using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class IndexRebuiltForColumn() : MigrationRule(new RuleInfo("MG0179", nameof(IndexRebuiltForColumn))
{
    Title = "Indexes are rebuilt around a change of their column",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["ef-altercolumn-index-rebuild"],
    When = "A migration drops indexes of a column, changes its type or nullability and builds them again offline: what AlterColumn of EF Core sends for a column with indexes",
    Effect = "{count} dropped in front of the change of {column} and built again offline behind it: queries on {table} do without, what was unique is not, and in one transaction nobody reads or writes the table until the last one is built",
    Instead = "Add a new column with indexes built ONLINE = ON, keep both columns in step, and drop the old one in a contract migration; or change the column by SQL of your own and build the indexes ONLINE = ON in a migration without a transaction",
    Sources =
    [
        "https://github.com/dotnet/efcore/blob/v10.0.0/src/EFCore.SqlServer/Migrations/SqlServerMigrationsSqlGenerator.cs#L287-L502",
        "https://learn.microsoft.com/sql/relational-databases/indexes/perform-index-operations-online",
    ],
})
{
    /// <summary>Whether the rule speaks of an index that is dropped at one step and created again at another.</summary>
    public static bool Speaks(MigrationContext migration, StepContext dropped, StepContext created)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Position > dropped.Position && step.Position < created.Position && step.Operation is AlterColumnType alter && IsRebuilt(dropped, created, alter, step))
            {
                return true;
            }
        }

        return false;
    }

    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Operation is AlterColumnType alter && Rebuilt(migration, alter, step) is { Count: > 0 } names)
            {
                yield return Report(step, ("count", names.Count == 1 ? $"{names[0]} is" : $"{string.Join(", ", names)} are"));
            }
        }
    }

    private static List<string> Rebuilt(MigrationContext migration, AlterColumnType alter, StepContext at)
    {
        var names = new List<string>();
        foreach (var dropped in migration.Steps)
        {
            if (dropped.Position < at.Position && dropped.Operation is DropIndex drop && IsBuiltAgain(migration, dropped, alter, at))
            {
                names.Add(drop.Name.Name);
            }
        }

        return names;
    }

    private static bool IsBuiltAgain(MigrationContext migration, StepContext dropped, AlterColumnType alter, StepContext at)
    {
        foreach (var created in migration.Steps)
        {
            if (created.Position > at.Position && IsRebuilt(dropped, created, alter, at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRebuilt(StepContext dropped, StepContext created, AlterColumnType alter, StepContext at)
    {
        var syntax = at.Database.Syntax;
        return dropped.Operation is DropIndex drop && created.Operation is CreateIndex { Options.Online: false } create
            && drop.On is { } table && syntax.Same(table, alter.Of) && syntax.Same(create.Of, alter.Of) && syntax.Same(create.Name, drop.Name.Name)
            && DroppedIndexes.IsExisting(drop, dropped) && Uses(create, alter.Column, at);
    }

    private static bool Uses(CreateIndex index, string column, StepContext step)
        => index.Keys.Exists(key => step.Database.Syntax.Same(key.Column, column)) || index.Include.Exists(included => step.Database.Syntax.Same(included, column));
}
