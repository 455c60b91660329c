using System.Text.RegularExpressions;
using FluentMigrator.Expressions;

namespace MigrationGuard.FluentMigrator.Collecting;

/// <summary>Tells whether an expression is one that was judged before: migrations make new ones every time they are asked.</summary>
internal static partial class ExpressionKey
{
    /// <summary>The keys of everything that a migration sends.</summary>
    public static IEnumerable<string> Of(Collected collected) => collected.Sent.Select(Of);

    // Rows may hold the time or a new identifier, which differ from one call to the next; what their generated SQL does, does not.
    private static string Of(SentSql sent) => sent.Expression switch
    {
        InsertDataExpression or UpdateDataExpression or DeleteDataExpression => Literal().Replace(sent.Sql, "''"),
        PerformDBOperationExpression { Operation.Method: var method } => $"{method.DeclaringType?.AssemblyQualifiedName} {method.MetadataToken}",
        _ => sent.Sql,
    };

    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
