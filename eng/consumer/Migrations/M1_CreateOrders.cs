using FluentMigrator;

namespace Consumer.Migrations;

[Migration(1)]
public sealed class M1_CreateOrders : Migration
{
    public override void Up()
    {
        Create.Table("orders")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("customer_id").AsInt64().NotNullable()
            .WithColumn("note").AsString(200).Nullable()
            .WithColumn("state").AsString(20).Nullable();
    }

    public override void Down()
    {
        Delete.Table("orders");
    }
}
