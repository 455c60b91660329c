using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
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

    // The frameworks can say a better type themselves.
    private static readonly HashSet<string> HasWords = new(StringComparer.Ordinal) { "MG0202", "MG0803", "MG0804", "MG0820" };

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql || (place.Chain.Last.Text != "Sql" && HasWords.Contains(place.Diagnostic.Id)) || place.OnlyOperation(dialect) is not { } only)
        {
            return [];
        }

        var statements = StatementTexts.Of(dialect, sql);
        var wrapping = LeavesTransaction(statements) ? Wrapping.None : Wrapping.Default;
        var relocation = new Relocation(place, dialect, only)
        {
            Code = indent => [.. statements.Select(statement => place.Style.Send(statement.TrimEnd(';') + ";", wrapping, indent))],
            IsSql = true,
            Wrapping = wrapping,
        };
        return statements.Count > 0 && relocation.Repair(Title) is { } repair ? [repair] : [];
    }

    private static bool LeavesTransaction(IReadOnlyList<string> statements)
        => statements.Any(static statement => (statement.Contains(" CONCURRENTLY") && !statement.StartsWith("REFRESH", StringComparison.Ordinal)) || statement.Contains("ONLINE = ON"));
}
