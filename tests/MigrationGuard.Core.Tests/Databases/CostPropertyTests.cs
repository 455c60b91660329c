using FsCheck.Fluent;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Tests.Generators;
using MigrationGuard.Tests.Simulation;

namespace MigrationGuard.Tests.Databases;

public sealed class CostPropertyTests
{
    private static readonly Database[] Servers = [PostgreSql.Of(12), PostgreSql.Of(18), .. DatabaseCandidates.Unknown.Of(DatabaseKinds.SqlServer).All];

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public FsCheck.Property Any_operation_after_any_others_has_a_cost_on_any_server() => Prop.ForAll(
        OperationGenerator.PostgreSql.ListOf(8).ToArbitrary(),
        operations => Array.TrueForAll(Servers, server => HasCosts([.. operations], server)));

    private static bool HasCosts(Operation[] operations, Database server)
    {
        var last = operations.Length == 0 ? new UnreadSql("", "") : operations[^1];
        var state = Simulated.Start(server, schema: DatabaseSchema.Empty(server.Syntax)).After([.. operations.SkipLast(1)]);
        var cost = server.CostOf(last, state);
        if (last is AlterColumnType alter && server.ChangeOf(alter, state).Source.Length == 0)
        {
            return false;
        }

        // Of what is read as PostgreSQL, only what the rows themselves call unknowable has no known cost there.
        var unknowable = server.Facts.Any(f => f.Unknowable && cost.Fact.Split('+').Contains(f.Id));
        return cost.Known ? cost.Fact.Length > 0 : server.Kind == DatabaseKinds.SqlServer || unknowable || last is UnreadSql or ChangeGenerated or MergeRows or AddConstraint;
    }
}
