using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Adds the SQL of a call as EF Core sends it: as a batch of its own, in the transaction of the migration or outside of it.</summary>
internal static class EfBatch
{
    private const string End = "\nGO\n";

    /// <summary>SQL that was generated; all of it stands at the call.</summary>
    public static void Add(MigrationScript script, EfSql sql, Link at)
    {
        script.OutsideTransaction = sql.OutsideTransaction;
        script.AddGenerated(at, script.Dialect == SqlDialect.TSql ? sql.Text + End : sql.Text, operation => Lasting(operation, sql.Redefaulted));
        script.OutsideTransaction = false;
    }

    // Taken away and given back in one batch: nobody meets the column without its default.
    private static Operation Lasting(Operation operation, string? column)
        => operation is DropConstraint { DefaultOf: { } of } drop && of == column ? new ControlFlow(Sqls.Writer(SqlDialect.TSql).Write(drop) ?? drop.Name) : operation;

    /// <summary>SQL with its places.</summary>
    public static void Add(MigrationScript script, MappedText sql, SyntaxNode at, bool outside)
    {
        script.OutsideTransaction = outside;
        script.AddSql(script.Dialect == SqlDialect.TSql ? sql.Append(MappedText.Of(End, at)) : sql, at.SyntaxTree);
        script.OutsideTransaction = false;
    }
}
