using FluentMigrator;

namespace Consumer.Migrations;

[Migration(2)]
public sealed class M2_IndexOrders : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Index("ix_orders_customer").OnTable("orders").OnColumn("customer_id");
    }
}
