using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class OrphansBeforeForeignKey() : LiveRule<TableOperation, RowsAnswer>(new RuleInfo("MG0652", nameof(OrphansBeforeForeignKey))
{
    Title = "Rows refer to rows that are not there",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["add-fk-validating"],
    When = "A foreign key is added or validated while rows of the live database refer to rows that are not there",
    Effect = "The migration fails here ({error}): rows of {table} have a {columns} that {referenced} does not have",
    Instead = "Add it NOT VALID so that no new ones come, mend those that are there in a migration of its own, then validate it{how}",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT"],
})
{
    private protected override IEnumerable<Question> Ask(TableOperation operation, StepContext step)
        => KeyOf(operation, step) is { } key
            && step.NowOf(operation.Of) is { } table && step.NowOf(operation.Of, key.Columns) is { } columns && step.NowOf(key.Referenced) is { } referenced
            && (key.ReferencedColumns.Count == 0 ? [] : step.NowOf(key.Referenced, key.ReferencedColumns)) is { } referencedColumns
            ? [new OrphanRows(table, columns, referenced, referencedColumns) { PartlyNull = string.Equals(key.Match, "FULL", StringComparison.OrdinalIgnoreCase) }]
            : [];

    private protected override Finding? Judge(TableOperation operation, StepContext step, Question question, RowsAnswer answer)
    {
        var orphans = (OrphanRows)question;
        return !answer.Found ? null : step.Now(operation.Of, Report(
            step,
            ("error", step.Database.CodeOf(Violation.ForeignKey)),
            ("columns", string.Join(", ", orphans.Columns)),
            ("referenced", orphans.Referenced),
            ("how", Present.HowToSee(answer))));
    }

    private static ForeignKeyConstraint? KeyOf(TableOperation operation, StepContext step) => operation switch
    {
        AddConstraint { Constraint: ForeignKeyConstraint { NotValid: false, NotEnforced: false } key } => key,
        ValidateConstraint validate => step.Before.Constraint(validate.Of, validate.Name)?.Definition as ForeignKeyConstraint,
        SwitchConstraint { Enable: true, WithCheck: true } enable => step.Before.Constraint(enable.Of, enable.Name)?.Definition as ForeignKeyConstraint,
        _ => null,
    };
}
