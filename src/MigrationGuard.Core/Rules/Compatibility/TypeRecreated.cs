using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TypeRecreated() : MigrationRule(new RuleInfo("MG0254", nameof(TypeRecreated))
{
    Title = "Enum made anew under the same name",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Catalogue = ["enum-drop-recreate-type"],
    When = "A migration renames or drops an enum and creates one of the same name, as schema tools do to remove or reorder values",
    Effect = "Columns of the new {name} are written anew under a lock that keeps out all reads{columns}, values of the old version that are missing in it fail (22P02), and clients hold the OID of a type that is gone until they reconnect",
    Instead = "Only add values (ALTER TYPE … ADD VALUE); to give one up stop writing it, and refuse it by a CHECK in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertype.html", "https://www.npgsql.org/doc/types/enums_and_composites.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            var name = step.Operation switch
            {
                RenameType rename => rename.Name,
                DropType drop => drop.Name,
                _ => default(ObjectName?),
            };
            if (name is { } type && step.MayUseType(type) && IsCreated(migration, type, step.Database.Syntax))
            {
                yield return Report(step, ("columns", Dependents.Sentence(": ", Dependents.ColumnsOf(type, step))));
            }
        }
    }

    /// <summary>Whether the type is made anew, or is the old one of a type that is: the rule about that speaks then.</summary>
    internal static bool IsPartOf(MigrationContext migration, ObjectName name)
    {
        var syntax = migration.Before.Database.Syntax;
        if (IsCreated(migration, name, syntax))
        {
            return true;
        }

        foreach (var at in migration.Index.Of<RenameType>(name.Name))
        {
            if (migration.Steps[at].Operation is RenameType rename && syntax.Same(NewNameOf(rename), name) && IsCreated(migration, rename.Name, syntax))
            {
                return true;
            }
        }

        return false;
    }

    private static ObjectName NewNameOf(RenameType rename) => new(rename.NewSchema ?? rename.Name.Schema, rename.NewName);

    // Either the new one is created under the name, or created beside it and then renamed, as Prisma does.
    private static bool IsCreated(MigrationContext migration, ObjectName name, SqlSyntax syntax)
    {
        foreach (var at in migration.Index.Of<CreateEnum>(name.Name))
        {
            if (syntax.Same(((CreateEnum)migration.Steps[at].Operation).Name, name))
            {
                return true;
            }
        }

        foreach (var at in migration.Index.Of<RenameType>(name.Name))
        {
            if (migration.Steps[at].Operation is RenameType rename && syntax.Same(NewNameOf(rename), name) && IsCreatedBefore(migration, at, rename.Name, syntax))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCreatedBefore(MigrationContext migration, int position, ObjectName name, SqlSyntax syntax)
    {
        foreach (var at in migration.Index.Of<CreateEnum>(name.Name))
        {
            if (at < position && syntax.Same(((CreateEnum)migration.Steps[at].Operation).Name, name))
            {
                return true;
            }
        }

        return false;
    }
}
