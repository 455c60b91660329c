using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Plans;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Adds a migration that does what is missing: checks a constraint that was added NOT VALID or WITH NOCHECK, builds the index of a foreign key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class FollowUpFix() : MigrationFix(Validate, Index, Trust)
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Add a migration that does it";

    private const string Validate = "MG0711";
    private const string Index = "MG0145";
    private const string Trust = "MG0840";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql || Contexts.Of(place) is not { } context)
        {
            yield break;
        }

        var wrapping = sql.Contains(" CONCURRENTLY ") || sql.Contains("ONLINE = ON") ? Wrapping.None : Wrapping.Default;
        var indent = MigrationFile.BodyIndent(place.Class);
        yield return new Repair(Title, [])
        {
            Migrations =
            [
                new NewMigration(place.Class, place.Diagnostic.Id == Index ? "Index" : "Validate", place.Style)
                {
                    Wrapping = wrapping,
                    Context = context,
                    Up = [.. StatementTexts.Of(dialect, sql).Select(statement => place.Style.Send(statement.TrimEnd(';') + ";", wrapping, indent))],
                    Down = Undo.Of(sql, dialect) is { } undo ? [.. undo.Select(statement => place.Style.Send(statement, wrapping, indent))] : null,
                },
            ],
        };
    }
}
