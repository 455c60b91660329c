using MigrationGuard.Checking;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>What a migration says about the way back from a new type: <c>-- migrationguard: down points::integer</c>.</summary>
internal static class DownDirective
{
    /// <summary>The expression over the column as it is called in the migration, from the comment at the statement that names it; null when there is none that can be read.</summary>
    public static SqlExpression? Of(StepContext step, string column)
    {
        foreach (var directive in step.Migration.Directives)
        {
            if (Directives.Is(directive, "down") && (directive.Statements.Exists(statement => statement == step.Step.Statement) || Suppressions.StatementOf(directive, step.Migration) == step.Step.Statement)
                && Read(directive.Rest, step.Database.Syntax) is { } expression && expression.Mentions(column))
            {
                return expression;
            }
        }

        return null;
    }

    private static SqlExpression? Read(string text, SqlSyntax syntax)
    {
        var script = Sqls.Reader(syntax.Dialect).Read(new SqlSource("", $"ALTER TABLE t ALTER COLUMN c TYPE text USING {text}"));
        return script.Steps.Count == 1 && script.Steps[0].Operation is AlterColumnType { Using: { } expression } ? expression : null;
    }
}
