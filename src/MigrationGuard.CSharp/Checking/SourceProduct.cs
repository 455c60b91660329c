using MigrationGuard.CSharp.FluentMigrator;
using MigrationGuard.Databases;

namespace MigrationGuard.CSharp.Checking;

/// <summary>Tells the product that migrations are for, where no setting says it.</summary>
internal static class SourceProduct
{
    private static readonly HashSet<string> PostgreSql = new(StringComparer.OrdinalIgnoreCase)
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL", "FluentMigrator.Runner.Postgres", "FluentMigrator.Extensions.Postgres",
    };

    private static readonly HashSet<string> SqlServer = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.EntityFrameworkCore.SqlServer", "FluentMigrator.Runner.SqlServer", "FluentMigrator.Extensions.SqlServer",
    };

    /// <summary>By what the migrations themselves name, else by what the project references; none where neither tells one product from the other.</summary>
    /// <param name="history">The migrations.</param>
    /// <param name="references">Names of the packages or assemblies that the project references.</param>
    public static DatabaseKinds Of(SourceHistory history, IEnumerable<string> references)
    {
        var named = history.Framework == MigrationFramework.EntityFramework ? OfAnnotations(history) : OfConditions(history);
        return named is DatabaseKinds.PostgreSql or DatabaseKinds.SqlServer ? named : OfReferences(references);
    }

    private static DatabaseKinds OfReferences(IEnumerable<string> references)
    {
        var kinds = DatabaseKinds.None;
        foreach (var name in references)
        {
            kinds |= PostgreSql.Contains(name) ? DatabaseKinds.PostgreSql : SqlServer.Contains(name) ? DatabaseKinds.SqlServer : DatabaseKinds.None;
        }

        return One(kinds);
    }

    // The providers of EF Core write their annotations into what they generate.
    private static DatabaseKinds OfAnnotations(SourceHistory history)
    {
        var kinds = DatabaseKinds.None;
        foreach (var migration in history.Migrations)
        {
            var text = migration.Class.SyntaxTree.GetText().ToString();
            kinds |= text.IndexOf("\"Npgsql:", StringComparison.Ordinal) >= 0 ? DatabaseKinds.PostgreSql : DatabaseKinds.None;
            kinds |= text.IndexOf("\"SqlServer:", StringComparison.Ordinal) >= 0 ? DatabaseKinds.SqlServer : DatabaseKinds.None;
        }

        return One(kinds);
    }

    private static DatabaseKinds OfConditions(SourceHistory history)
    {
        var kinds = DatabaseKinds.None;
        foreach (var call in history.Migrations.SelectMany(static migration => migration.Calls))
        {
            if (call.Chain.Root == "IfDatabase")
            {
                foreach (var argument in call.Chain.First.Arguments.Items)
                {
                    kinds |= Named(DatabaseNames.Of(argument.Value));
                }
            }
        }

        return One(kinds);
    }

    private static DatabaseKinds Named(string? name)
        => name is null ? DatabaseKinds.None
        : name.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) ? DatabaseKinds.PostgreSql
        : name.StartsWith("sqlserver", StringComparison.OrdinalIgnoreCase) ? DatabaseKinds.SqlServer
        : DatabaseKinds.None;

    private static DatabaseKinds One(DatabaseKinds kinds) => kinds is DatabaseKinds.PostgreSql or DatabaseKinds.SqlServer ? kinds : DatabaseKinds.None;
}
