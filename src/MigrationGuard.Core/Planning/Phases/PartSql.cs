using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>A part of a plan as the statements that run.</summary>
public static class PartSql
{
    /// <summary>The statements in their order, without terminators: first the limits that they run under, which hold for the session.</summary>
    public static IReadOnlyList<string> Of(PhasedPart part, Database server)
    {
        var writer = Sqls.Writer(server.Syntax.Dialect);
        var statements = new List<string>();
        foreach (var limit in Recipes.Of(server).Limits(IsLong(part)))
        {
            statements.Add(writer.Write(limit)!);
        }

        foreach (var operation in part.Operations)
        {
            statements.Add(operation is ControlFlow code ? code.Text : writer.Write(operation)!);
        }

        return statements;
    }

    // Reads or writes every row by design, while nobody waits for it.
    private static bool IsLong(PhasedPart part) => part.InBatches || part.OutsideTransaction || part.Operations.Exists(operation => operation is ValidateConstraint);
}
