using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Adds the SQL of a call as EF Core sends it: as a batch of its own, in the transaction of the migration or outside of it.</summary>
internal static class EfBatch
{
    private const string End = "\nGO\n";

    /// <summary>SQL that was generated; all of it stands at the call.</summary>
    public static void Add(MigrationScript script, string sql, Link at, bool outside)
    {
        script.OutsideTransaction = outside;
        script.AddGenerated(at, script.Dialect == SqlDialect.TSql ? sql + End : sql, static operation => operation);
        script.OutsideTransaction = false;
    }

    /// <summary>SQL with its places.</summary>
    public static void Add(MigrationScript script, MappedText sql, SyntaxNode at, bool outside)
    {
        script.OutsideTransaction = outside;
        script.AddSql(script.Dialect == SqlDialect.TSql ? sql.Append(MappedText.Of(End, at)) : sql, at.SyntaxTree);
        script.OutsideTransaction = false;
    }
}
