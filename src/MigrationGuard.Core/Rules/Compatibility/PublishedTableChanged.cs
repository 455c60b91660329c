using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class PublishedTableChanged() : LiveRule<Operation, ReplicationAnswer>(new RuleInfo("MG0282", nameof(PublishedTableChanged))
{
    Title = "The table is published, its change is not",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    When = "A column is added, renamed or gets another type, or a table is renamed, that the live database publishes to subscribers",
    Effect = "{table} is in {publications}: subscribers get rows of the new shape and not the change itself, and their replication stops where it does not fit",
    Instead = "Make the change on every subscriber first, then here",
    Sources = ["https://www.postgresql.org/docs/current/logical-replication-restrictions.html"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => operation is AddColumn or RenameColumn or AlterColumnType or RenameTable or MoveTable && operation.Table is { } of && step.NowOf(of) is { } table ? [new ReplicationOf(table)] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, ReplicationAnswer answer)
        => answer.Publications.Count > 0 ? Report(step, ("publications", "publication " + string.Join(", ", answer.Publications))) : null;
}
