using MigrationGuard.CSharp.Reading;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Reads the calls to EF Core's <c>MigrationBuilder</c>: what Npgsql or the SQL Server provider would send is written and read as SQL is.</summary>
/// <param name="migration">The migration; its designer part knows the tables behind it.</param>
/// <param name="calls">All its calls in one direction.</param>
internal sealed class EntityFrameworkReader(MigrationClass migration, IReadOnlyList<MigrationCall> calls) : IFrameworkReader
{
    private readonly Lazy<EfDesigner?> _designer = new(() => EfDesigner.Of(migration));

    /// <summary>What the migration knows of the schema in front of it; the way down begins where the way up ends.</summary>
    public ISchemaKnowledge Knowledge(Direction direction, SqlDialect dialect) => new EfKnowledge(_designer, direction == Direction.Up ? calls : [], dialect);

    /// <inheritdoc />
    public void Read(MigrationCall call, MigrationScript script)
    {
        if (call.Chain.Links.Count == 0 || (!call.Chain.First.IsCall && call.Chain.Links.Count == 1))
        {
            return;
        }

        var ef = new EfCall(call.Chain);
        switch (ef.Method)
        {
            case var _ when call.Fault is { } fault:
                script.Unread(call.Chain.Node, fault);
                break;
            case "Sql":
                EfRawSql.Read(ef, script);
                break;
            case "Operations":
                script.Unread(call.Chain.Node, "operations that are put together by hand are not read");
                break;
            case var method when !EfOperations.Knows(method) && EfRawSql.TryReadFile(ef, script):
                break;
            default:
                Read(ef, script);
                break;
        }
    }

    private void Read(EfCall call, MigrationScript script)
    {
        var sql = EfSql.For(script.Dialect, new EfModelInFront(_designer, calls, call.Chain));
        var known = EfOperations.Write(call, sql);
        if (!known || call.Fault is not null)
        {
            script.Unread(call.Chain.Node, call.Fault ?? $"{call.Method} is no call of EF Core that is known");
            return;
        }

        EfBatch.Add(script, sql, call.Chain.First);
    }
}
