using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Chooses the better type for a new column: bigint for a numbered key, the key's type for what refers to it, jsonb for json, a moment with its zone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ColumnTypeFix() : MigrationFix([.. Titles.Keys])
{
    /// <summary>What the user chooses for a key.</summary>
    public const string KeyTitle = "Make the key a bigint";

    /// <summary>What the user chooses for json.</summary>
    public const string JsonTitle = "Make the column a jsonb";

    /// <summary>What the user chooses for a foreign key.</summary>
    public const string ForeignKeyTitle = "Give the column the type of the key that it refers to";

    /// <summary>What the user chooses for a type that is regretted later.</summary>
    public const string BetterTitle = "Choose the better type";

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["MG0202"] = JsonTitle,
        ["MG0803"] = KeyTitle,
        ["MG0804"] = ForeignKeyTitle,
        ["MG0820"] = BetterTitle,
    };

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql || place.Chain.Last.Text == "Sql")
        {
            return [];
        }

        var created = Created(place.Steps(dialect, Direction.Up)).ToList();
        var changes = new List<TextChange>();
        foreach (var (table, column) in Better(sql, dialect))
        {
            var old = created.Find(one => IsSame(one.Table, table) && string.Equals(one.Column.Name, column.Name, StringComparison.OrdinalIgnoreCase));
            if (old.Column is null || old.Column.Type == column.Type)
            {
                continue;
            }

            // Half of the types would leave the finding there; a limit that becomes a check has no words here.
            if (column.Constraints.Count > old.Column.Constraints.Count || ChainAt(place, old.Step) is not { } chain || ColumnTypes.Change(chain, place.Framework, old.Column, column.Type!) is not { } change)
            {
                return [];
            }

            changes.AddRange(change);
        }

        return changes.Count > 0 ? [new Repair(Titles[place.Diagnostic.Id], changes)] : [];
    }

    private static CallChain? ChainAt(CallPlace place, Step step)
        => step.Span.Path == place.Model.SyntaxTree.FilePath && place.Class.Span.Contains(step.Span.Start) ? CallChain.At(place.Model.SyntaxTree.GetRoot(), new TextSpan(step.Span.Start, 0)) : null;

    /// <summary>The columns of some SQL with the types that they get.</summary>
    private static IEnumerable<(ObjectName Table, ColumnDefinition Column)> Better(string sql, SqlDialect dialect)
    {
        var steps = Sqls.Reader(dialect).Read(new SqlSource("", sql)).Steps;
        return Created(steps).Select(static created => (created.Table, created.Column))
            .Concat(steps.Select(static step => step.Operation).OfType<AlterColumnType>().Select(static change => (change.Of, new ColumnDefinition(change.Column, change.Type))));
    }

    private static IEnumerable<(ObjectName Table, ColumnDefinition Column, Step Step)> Created(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            switch (step.Operation)
            {
                case CreateTable create:
                    foreach (var column in create.Columns)
                    {
                        yield return (create.Name, column, step);
                    }

                    break;
                case AddColumn add:
                    yield return (add.Of, add.Column, step);
                    break;
            }
        }
    }

    private static bool IsSame(ObjectName one, ObjectName other) => string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && (one.Schema is null || other.Schema is null || string.Equals(one.Schema, other.Schema, StringComparison.OrdinalIgnoreCase));
}
