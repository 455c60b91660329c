using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>A part of a plan as the statements that run.</summary>
public static class PartSql
{
    /// <summary>The statements in their order, without terminators: first the limits that they run under, which hold for the session.</summary>
    public static IReadOnlyList<string> Of(PhasedPart part, Database server) => [.. LimitsOf(part, server), .. StatementsOf(part, server)];

    /// <summary>The limits that the statements run under, which hold for the session.</summary>
    public static IReadOnlyList<string> LimitsOf(PhasedPart part, Database server) => Written(Recipes.Of(server).Limits(IsLong(part)), server);

    /// <summary>The statements without the limits.</summary>
    public static IReadOnlyList<string> StatementsOf(PhasedPart part, Database server) => Written(part.Operations, server);

    /// <summary>The UPDATE of which the part does a range at a time until no row fulfils its condition; null when it is something else.</summary>
    public static string? BackfillOf(PhasedPart part, Database server)
        => part.Operations.Count == 1 && part.Operations[0] is ControlFlow { Repeats: { } update } ? Sqls.Writer(server.Syntax.Dialect).Write(update) : null;

    private static List<string> Written(IEnumerable<Operation> operations, Database server)
    {
        var writer = Sqls.Writer(server.Syntax.Dialect);
        var statements = new List<string>();
        foreach (var operation in operations)
        {
            statements.Add(operation is ControlFlow code ? code.Text : writer.Write(operation)!);
        }

        return statements;
    }

    // Reads or writes every row by design, while nobody waits for it.
    private static bool IsLong(PhasedPart part) => part.InBatches || part.OutsideTransaction || part.Operations.Exists(operation => operation is ValidateConstraint);
}
