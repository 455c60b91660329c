using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ExtensionChanged() : StepRule<Operation>(new RuleInfo("MG0244", nameof(ExtensionChanged))
{
    Title = "Extension updated or dropped",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["change-extension"],
    When = "ALTER EXTENSION, or DROP EXTENSION (an error); CREATE EXTENSION adds what nobody uses yet and is not reported",
    Effect = "{old}; what the extension's own script does to tables and locks cannot be seen here, and it needs rights that the migration's role may lack",
    Instead = "Change extensions in a maintenance step of their own, tried on a copy with both versions of the application",
    Sources = ["https://www.postgresql.org/docs/current/sql-alterextension.html", "https://www.postgresql.org/docs/current/sql-dropextension.html"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step) => operation switch
    {
        AlterObject { Kind: ObjectKind.Extension } alter when step.MayUse(alter.Kind, alter.Name) => [Report(step)],
        DropObject { Kind: ObjectKind.Extension } drop when step.MayUse(drop.Kind, drop.Name) => [Report(step) with { Severity = Severity.Error }],
        _ => [],
    };
}
