using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class NullsBeforeNotNull() : LiveRule<Operation, RowsAnswer>(new RuleInfo("MG0650", nameof(NullsBeforeNotNull))
{
    Title = "Rows have NULL where it is to be forbidden",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["set-not-null", "add-required-column"],
    When = "A column becomes NOT NULL, or part of the primary key, while rows of the live database have NULL in it; or a required column without default comes to a table that has rows",
    Effect = "The migration fails here ({error}): {what}",
    Instead = "Fill them first, in batches and in a migration of its own{how}",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step) => operation switch
    {
        SetNotNull o => Column(o.Of, o.Column, step),
        AlterColumnType { Nullable: false } o => Column(o.Of, o.Column, step),
        AddConstraint { Constraint: NotNullConstraint { NotValid: false } c } o => Column(o.Of, c.Column, step),
        AddConstraint { Constraint: UniqueConstraint { IsPrimaryKey: true } c } o => ColumnsOf(c, o.Of, step).SelectMany(column => Column(o.Of, column, step)),
        ValidateConstraint o => step.Before.Constraint(o.Of, o.Name)?.Definition is NotNullConstraint c ? Column(o.Of, c.Column, step) : [],
        AddColumn o when IsRequired(o.Column) && step.NowOf(o.Of) is { } table => [new AnyRows(table)],
        AlterDomain { Change: DomainChange.SetNotNull } o when step.TypeNow(o.Name) is { } type => [new FailingValues(type, null)],
        _ => [],
    };

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, RowsAnswer answer)
    {
        if (!answer.Found)
        {
            return null;
        }

        var what = question switch
        {
            NullRows rows => $"rows of {rows.Of} have NULL in {rows.Column}",
            AnyRows rows => $"{rows.Of} has rows, and they would have NULL in {(operation is AddColumn add ? add.Column.Name : "the column")}",
            _ => $"columns of {((AlterDomain)operation).Name} hold NULL",
        };
        var finding = Report(step, ("error", step.Database.CodeOf(Violation.NotNull)), ("what", what), ("how", Present.HowToSee(answer)));
        return operation.Table is { } table ? step.Now(table, finding) : finding;
    }

    private static IEnumerable<Question> Column(ObjectName table, string column, StepContext step)
    {
        if (step.Before.IsNotNull(table, column) || step.Before.IsProvedNotNull(table, column) || step.NowOf(table) is not { } name)
        {
            return [];
        }

        return step.NowOf(table, column) is { } known ? [new NullRows(name, known)]
            : step.Before.Column(table, column) is { HasDefault: false, Filled: false } ? [new AnyRows(name)]
            : [];
    }

    private static Collections.EquatableList<string> ColumnsOf(UniqueConstraint key, ObjectName table, StepContext step)
        => key.UsingIndex is { } used
            ? step.Before.Schema.FindIndex(step.Before.Schema.IndexKey(used, table), null) is { } index ? Simulation.IndexEffects.Columns(index.Definition) : default
            : key.Columns;

    private static bool IsRequired(ColumnDefinition column)
        => (column.Nullable == false || column.Constraints.Exists(c => c is NotNullConstraint or UniqueConstraint { IsPrimaryKey: true }))
            && column.Default is null or { Kind: ExpressionKind.Null } && column.Generated == GeneratedKind.None && column.Type?.IsSerial != true;
}
