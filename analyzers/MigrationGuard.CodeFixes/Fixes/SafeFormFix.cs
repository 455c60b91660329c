using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Plans;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Sends the SQL that the finding suggests instead of the call, where the framework has no words for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SafeFormFix() : MigrationFix([.. RuleIds])
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Send the SQL that the finding suggests";

    /// <summary>The rules whose suggestion takes the place of the statement.</summary>
    internal static IReadOnlyList<string> RuleIds { get; } =
    [
        "MG0136", "MG0137", "MG0139", "MG0141", "MG0144", "MG0160", "MG0161", "MG0171", "MG0173", "MG0175", "MG0177", "MG0202", "MG0212", "MG0235", "MG0237", "MG0240", "MG0257",
        "MG0290", "MG0291", "MG0292", "MG0296", "MG0502", "MG0511", "MG0603", "MG0604", "MG0605", "MG0610", "MG0621", "MG0622", "MG0640", "MG0803", "MG0804", "MG0813", "MG0820", "MG0821",
    ];

    // What stands under such a line takes locks that the statements above it must have given back.
    private static readonly Regex Own = new("^-- in a migration of its own.*\n", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    // The frameworks can say a better type themselves.
    private static readonly HashSet<string> HasWords = new(StringComparer.Ordinal) { "MG0202", "MG0803", "MG0804", "MG0820" };

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql || (place.Chain.Last.Text != "Sql" && HasWords.Contains(place.Diagnostic.Id)) || place.OnlyOperation(dialect) is not { } only)
        {
            return [];
        }

        var parts = Own.Split(sql);
        var statements = StatementTexts.Of(dialect, parts[0]);
        var wrapping = LeavesTransaction(statements) ? Wrapping.None : Wrapping.Default;
        var relocation = new Relocation(place, dialect, only)
        {
            Code = indent => [.. statements.Select(statement => place.Style.Send(statement.TrimEnd(';') + ";", wrapping, indent))],
            IsSql = true,
            Wrapping = wrapping,
        };
        return statements.Count == 0 || relocation.Repair(Title) is not { } repair ? []
            : parts.Length == 1 ? [repair]
            : Followed(place, only, dialect, parts) is { } migrations ? [repair with { Migrations = migrations }] : [];
    }

    /// <summary>What must not run in the transaction of the first part, each in a migration of its own; null when what stands behind the call may need it.</summary>
    private static List<NewMigration>? Followed(CallPlace place, Operation only, SqlDialect dialect, string[] parts)
    {
        if (!place.RunsOnce || Contexts.Of(place) is not { } context || !(only is CreateTable || place.IsAlone(dialect)))
        {
            return null;
        }

        var indent = MigrationFile.BodyIndent(place.Class);
        return [.. parts.Skip(1).Select(sql => new NewMigration(place.Class, "Next", place.Style)
        {
            IsContract = ClassMarks.IsContract(place.Class),
            Context = context,
            Up = Calls(sql),
            Down = Undo.Of(sql, dialect) is { } undo ? [.. undo.Select(statement => place.Style.Send(statement, Wrapping.Default, indent))] : null,
        })];

        List<string> Calls(string sql) => [.. StatementTexts.Of(dialect, sql).Select(statement => place.Style.Send(statement.TrimEnd(';') + ";", Wrapping.Default, indent))];
    }

    private static bool LeavesTransaction(IReadOnlyList<string> statements)
        => statements.Any(static statement => (statement.Contains(" CONCURRENTLY") && !statement.StartsWith("REFRESH", StringComparison.Ordinal)) || statement.Contains("ONLINE = ON"));
}
