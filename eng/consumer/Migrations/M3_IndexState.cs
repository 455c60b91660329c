using FluentMigrator;
using MigrationGuard;

namespace Consumer.Migrations;

[Migration(3)]
[AllowFinding("MG0101", Because = "the table is small until spring", Until = "2026-03-31")]
public sealed class M3_IndexState : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Index("ix_orders_state").OnTable("orders").OnColumn("state");
    }
}
