using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class ForeignKeyOfAnotherType() : StepRule<Operation>(new RuleInfo("MG0804", nameof(ForeignKeyOfAnotherType))
{
    Title = "Foreign key of another type than the key",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Catalogue = ["fk-type-mismatch"],
    When = "A foreign key column has another type than the column it refers to",
    Effect = "{column} of {table} is {own} and refers to {referenced}, which is {other}: comparisons convert, indexes may not be used, and values of {referenced} that {own} cannot hold can never be referred to",
    Instead = "Give {column} the type {other}",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        switch (operation)
        {
            case AddConstraint { Constraint: ForeignKeyConstraint key } add:
                return Compare(key, add.Of, step);
            case AddColumn { Column: var column } add when column.Constraints.Find(c => c is ForeignKeyConstraint) is ForeignKeyConstraint key:
                return Compare(key, add.Of, step);
            case CreateTable create:
                var findings = new List<Finding>();
                foreach (var constraint in ConstraintsOf(create))
                {
                    findings.AddRange(constraint is ForeignKeyConstraint key ? Compare(key, create.Name, step) : []);
                }

                return findings;
            default:
                return [];
        }
    }

    private static IEnumerable<ConstraintDefinition> ConstraintsOf(CreateTable create)
    {
        foreach (var constraint in create.Constraints)
        {
            yield return constraint;
        }

        foreach (var column in create.Columns)
        {
            foreach (var constraint in column.Constraints)
            {
                yield return constraint;
            }
        }
    }

    private IEnumerable<Finding> Compare(ForeignKeyConstraint key, ObjectName table, StepContext step)
    {
        var referencedColumns = key.ReferencedColumns.Count > 0 ? key.ReferencedColumns : KeyOf(key.Referenced, step);
        for (var i = 0; i < key.Columns.Count && i < referencedColumns.Count; i++)
        {
            var own = step.After.Schema.FindColumn(table, key.Columns[i])?.Type?.WithoutSequence;
            var other = step.After.Schema.FindColumn(key.Referenced, referencedColumns[i])?.Type?.WithoutSequence;
            if (own is not null && other is not null && (own.Name != other.Name || own.Schema != other.Schema))
            {
                yield return Report(
                    step, ("table", table), ("column", key.Columns[i]), ("own", own), ("other", other), ("referenced", $"{key.Referenced}.{referencedColumns[i]}")) with
                {
                    Suggestion = Matched(key.Columns[i], other, step),
                };
            }
        }
    }

    // A column that was there before has rows and versions that use it: that is a change of type.
    private static string? Matched(string column, DataType type, StepContext step)
    {
        var same = step.Database.Syntax;
        return step.Operation switch
        {
            CreateTable create => step.Sql(create with { Columns = create.Columns.Map(c => same.Same(c.Name, column) ? c with { Type = type } : c) }) + ";",
            AddColumn add => step.Sql(add with { Column = add.Column with { Type = type } }) + ";",
            AddConstraint add when step.Migration.Steps.Exists(s => Creates(s.Operation, add.Of, column, step))
                => $"{step.Sql(new AlterColumnType(add.Of, column, type) { Nullable = NullabilityOf(add.Of, column, step) })};\n{step.Sql(add)};",
            _ => null,
        };
    }

    private static bool Creates(Operation operation, ObjectName table, string column, StepContext step) => operation switch
    {
        CreateTable create => step.Database.Syntax.Same(create.Name, table) && create.Columns.Exists(c => step.Database.Syntax.Same(c.Name, column)),
        AddColumn add => step.Database.Syntax.Same(add.Of, table) && step.Database.Syntax.Same(add.Column.Name, column),
        _ => false,
    };

    private static bool? NullabilityOf(ObjectName table, string column, StepContext step)
        => step.Database.UnstatedNullabilityMeansNullable ? step.Before.Schema.FindColumn(table, column)?.Nullable : null;

    private static Collections.EquatableList<string> KeyOf(ObjectName table, StepContext step)
        => step.After.Schema.Find(table)?.Constraints.Find(c => c.Definition is UniqueConstraint { IsPrimaryKey: true })?.Definition is UniqueConstraint key ? key.Columns : default;
}
