using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Reads the calls to EF Core's <c>MigrationBuilder</c>: what Npgsql or the SQL Server provider would send is written and read as SQL is.</summary>
/// <param name="model">What the designer file of the migration knows of the tables behind it; null without one.</param>
internal sealed class EntityFrameworkReader(IEfModel? model) : IFrameworkReader
{
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
            default:
                Read(ef, script);
                break;
        }
    }

    private void Read(EfCall call, MigrationScript script)
    {
        EfSql sql = script.Dialect == SqlDialect.PostgreSql ? new NpgsqlSql { Model = model } : new SqlServerSql { Model = model };
        var known = EfOperations.Write(call, sql);
        if (!known || call.Fault is not null)
        {
            script.Unread(call.Chain.Node, call.Fault ?? $"{call.Method} is no call of EF Core that is known");
            return;
        }

        EfBatch.Add(script, sql.Text, call.Chain.First, sql.OutsideTransaction);
    }
}
