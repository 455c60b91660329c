using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class NoReplicaIdentity() : LiveRule<TableOperation, ReplicationAnswer>(new RuleInfo("MG0658", nameof(NoReplicaIdentity))
{
    Title = "Rows of a published table cannot be found on replicas",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["drop-pk-on-published-table"],
    When = "Rows are changed or deleted in a table that the live database publishes and that has no replica identity",
    Effect = "The statement fails (55000): {table} is in {publications} and has no replica identity, so replicas could not tell which rows are meant",
    Instead = "Give it a primary key, or a replica identity (ALTER TABLE … REPLICA IDENTITY), before rows are changed",
    Sources = ["https://www.postgresql.org/docs/current/logical-replication-publication.html#LOGICAL-REPLICATION-PUBLICATION-REPLICA-IDENTITY"],
})
{
    private protected override IEnumerable<Question> Ask(TableOperation operation, StepContext step)
        => operation is UpdateRows or DeleteRows or MergeRows && !GetsIdentity(operation.Of, step) && step.NowOf(operation.Of) is { } table ? [new ReplicationOf(table)] : [];

    private protected override Finding? Judge(TableOperation operation, StepContext step, Question question, ReplicationAnswer answer)
        => answer is { Identity: null, Publications.Count: > 0 } && (operation is DeleteRows ? answer.Deletes : answer.Updates || (operation is MergeRows && answer.Deletes))
            ? Report(step, ("publications", "publication " + string.Join(", ", answer.Publications)))
            : null;

    private static bool GetsIdentity(ObjectName table, StepContext step) => step.Migration.Steps.Any(s => s.Statement < step.Step.Statement
        && s.Operation is AddConstraint { Constraint: UniqueConstraint { IsPrimaryKey: true } } or SetTableOption && s.Operation.Table is { } of && step.Database.Syntax.Same(of, table));
}
