using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

/// <summary>Names an operation in a few words for lists: what it does and to what.</summary>
internal static class Wording
{
    /// <summary>The statement with its line: <c>line 3 (ADD COLUMN users.handle)</c>.</summary>
    public static string WithLine(StepContext step) => FormattableString.Invariant($"line {step.Step.Span.Line} ({Of(step.Operation)})");

    /// <summary>Several statements with their lines; after the fourth only their number.</summary>
    public static string WithLines(IReadOnlyList<StepContext> steps)
    {
        const int shown = 4;
        var listed = string.Join(", ", steps.Take(shown).Select(WithLine));
        return steps.Count <= shown ? listed : FormattableString.Invariant($"{listed} and {steps.Count - shown} more");
    }

    private static string Of(Operation operation) => operation switch
    {
        AddColumn o => $"ADD COLUMN {o.Of}.{o.Column.Name}",
        DropColumn o => $"DROP COLUMN {o.Of}.{o.Column}",
        RenameColumn o => $"RENAME COLUMN {o.Of}.{o.Column}",
        AlterColumnType o => $"ALTER COLUMN {o.Of}.{o.Column}",
        SetNotNull o => $"SET NOT NULL {o.Of}.{o.Column}",
        DropNotNull o => $"DROP NOT NULL {o.Of}.{o.Column}",
        SetDefault o => $"SET DEFAULT {o.Of}.{o.Column}",
        DropDefault o => $"DROP DEFAULT {o.Of}.{o.Column}",
        AddConstraint o => $"ADD CONSTRAINT {o.Constraint.Name ?? "on " + o.Of}",
        DropConstraint o => $"DROP CONSTRAINT {o.Name}",
        CreateIndex o => $"CREATE {(o.Unique ? "UNIQUE " : "")}INDEX {o.Name ?? "on " + o.Of}",
        DropIndex o => $"DROP INDEX {o.Name}",
        CreateTable o => $"CREATE TABLE {o.Name}",
        DropTable o => $"DROP TABLE {o.Name}",
        RenameTable o => $"RENAME TABLE {o.Name}",
        InsertRows o => $"INSERT INTO {o.Of}",
        UpdateRows o => $"UPDATE {o.Of}",
        DeleteRows o => $"DELETE FROM {o.Of}",
        MergeRows o => $"MERGE {o.Of}",
        TruncateTables o => $"TRUNCATE {string.Join(", ", o.Tables)}",
        CreateView o => $"CREATE VIEW {o.Name}",
        CreateRoutine o => $"CREATE {o.Kind.ToString().ToUpperInvariant()} {o.Name}",
        CreateTrigger o => $"CREATE TRIGGER {o.Name}",
        DropTrigger o => $"DROP TRIGGER {o.Name}",
        DropObject o => $"DROP {o.Name}",
        DropType o => $"DROP TYPE {o.Name}",
        CallRoutine o => $"CALL {o.Name}",
        UnreadSql => "not understood",
        _ => InWords(operation),
    };

    /// <summary>The name of the operation's type, word by word: <c>CHANGE ROW SECURITY users</c>.</summary>
    private static string InWords(Operation operation)
    {
        var words = new System.Text.StringBuilder();
        foreach (var c in operation.GetType().Name)
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : "").Append(char.ToUpperInvariant(c));
        }

        return operation.Table is { } table ? $"{words} {table}" : words.ToString();
    }
}
