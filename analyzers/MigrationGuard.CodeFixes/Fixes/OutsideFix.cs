using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Takes a call out of the runner's transaction, and out of the migration when it does other things too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OutsideFix() : MigrationFix("MG0174", "MG0620", "MG0641")
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Run it outside of a transaction";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || place.Chain.Statement is null || place.OnlyOperation(dialect) is not { } only || (place.Framework == MigrationFramework.EntityFramework && SqlOf(place, only, dialect) is null))
        {
            return [];
        }

        var relocation = new Relocation(place, dialect, only) { Code = indent => [Outside(place, only, dialect, indent)], Wrapping = Wrapping.None };
        return relocation.Repair(Title) is { } repair ? [repair] : [];
    }

    // FluentMigrator is told once for the class, EF Core at each call that sends SQL.
    private static string Outside(CallPlace place, Operation only, SqlDialect dialect, string indent)
        => place.Framework == MigrationFramework.EntityFramework ? $"{place.Chain.Root}.Sql({SqlOf(place, only, dialect)}, suppressTransaction: true);"
            : Statements.Indented(place.Chain.Statement!, place.Chain.Statement!.ToString(), place.Text, indent);

    /// <summary>The SQL of a call of EF Core as C# writes it; null when nothing says it.</summary>
    private static string? SqlOf(CallPlace place, Operation only, SqlDialect dialect)
        => place.Chain.Links.Count == 1 && place.Chain.Last.Text == "Sql" && place.Chain.Last.Argument("sql", 0) is { } said ? said.Expression.ToString()
            : Sqls.Writer(dialect).Write(only) is { } sql ? SqlLiteral.Of(sql + ";", place.Style, CodeStyle.IndentOf(place.Chain.Statement!, place.Text))
            : null;
}
