using FluentMigrator;
using MigrationGuard;

namespace WebShop.Migrations;

/// <summary>What only 4.2 needed.</summary>
[Migration(20261201090000)]
[Phase(Phase.Contract)]
public sealed class DropUsername : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Execute.Sql("SET lock_timeout = '2s'");
        Execute.Sql("DROP TRIGGER customers_sync_handle ON customers");
        Execute.Sql("DROP FUNCTION customers_sync_handle()");
        Delete.Column("username").FromTable("customers");
    }
}
