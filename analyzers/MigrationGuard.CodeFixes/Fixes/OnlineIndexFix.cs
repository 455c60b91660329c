using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Builds an index of an existing table online: with the options of the framework where they are referenced, else as SQL; outside of a transaction, and then alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OnlineIndexFix() : MigrationFix("MG0101", "MG0172")
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Build the index online";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        // A plan of several migrations is needed where the table is partitioned.
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql || sql.StartsWith("--", StringComparison.Ordinal)
            || place.OnlyOperation(dialect) is not CreateIndex index)
        {
            return [];
        }

        var native = Native(place, dialect);
        var relocation = new Relocation(place, dialect, index)
        {
            Code = indent => [native?.Code(place, indent) ?? place.Style.Send(sql, Wrapping.None, indent)],
            IsSql = native is null,
            Wrapping = native?.IsWrapped == true ? Wrapping.Default : Wrapping.None,
            Using = native?.Using,
        };
        return relocation.Repair(Title) is { } repair ? [repair] : [];
    }

    private static IndexOption? Native(CallPlace place, SqlDialect dialect)
    {
        var chain = place.Chain;
        if (place.Framework == MigrationFramework.EntityFramework)
        {
            return chain.Last.Text is not ("CreateIndex" or "Annotation") || chain.Links[0].Text != "CreateIndex" ? null
                : dialect == SqlDialect.PostgreSql ? new IndexOption(".Annotation(\"Npgsql:CreatedConcurrently\", true)", null)
                : new IndexOption(".Annotation(\"SqlServer:Online\", true)", null);
        }

        var (method, space, type) = dialect == SqlDialect.PostgreSql
            ? (".AsConcurrently()", "FluentMigrator.Postgres", "PostgresExtensions")
            : (".Online()", "FluentMigrator.SqlServer", "SqlServerExtensions");
        return chain.Has("Index") && place.Model.Compilation.GetTypeByMetadataName($"{space}.{type}") is not null && Options(place) is { } options
            ? new IndexOption(options + method, space)
            : null;
    }

    /// <summary>What leads to the options of an index; null when the chain does not end where options can be said.</summary>
    private static string? Options(CallPlace place) => place.Model.GetTypeInfo(place.Chain.Expression).Type is not { TypeKind: not TypeKind.Error } type ? null
        : type.Name == "ICreateIndexOptionsSyntax" ? ""
        : type.Name == "ICreateIndexColumnOptionsSyntax" ? ".Ascending().WithOptions()"
        : Members(type).Any(static member => member.Name == "WithOptions") ? ".WithOptions()"
        : null;

    private static IEnumerable<ISymbol> Members(ITypeSymbol type) => type.AllInterfaces.SelectMany(static one => one.GetMembers()).Concat(type.GetMembers());

    private sealed record IndexOption(string Suffix, string? Using)
    {
        /// <summary>Whether the framework leaves its transaction for this call by itself.</summary>
        public bool IsWrapped => Using is null;

        public string Code(CallPlace place, string indent) => Statements.Indented(place.Chain.Statement!, place.Chain.Expression.ToString(), place.Text, indent) + Suffix + ";";
    }
}
