using FluentMigrator;

namespace WebShop.Migrations;

/// <summary>What 4.2 runs on.</summary>
[Migration(20260301090000)]
public sealed class Shop : Migration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("customers")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("username").AsString().NotNullable()
            .WithColumn("email").AsString().NotNullable().Unique();

        Create.Table("products")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("price").AsDecimal(10, 2).NotNullable();

        Create.Table("orders")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("customer_id").AsInt64().NotNullable().ForeignKey("customers", "id").Indexed()
            .WithColumn("placed_at").AsDateTimeOffset().NotNullable().WithDefault(SystemMethods.CurrentDateTimeOffset)
            .WithColumn("receipt").AsString().NotNullable()
            .WithColumn("total").AsDecimal(12, 2).NotNullable();

        Create.Table("order_lines")
            .WithColumn("order_id").AsInt64().PrimaryKey().ForeignKey("orders", "id")
            .WithColumn("product_id").AsInt64().PrimaryKey().ForeignKey("products", "id")
            .WithColumn("quantity").AsInt32().NotNullable();

        Execute.Sql("ALTER TABLE order_lines ADD CHECK (quantity > 0)");
        Execute.Sql("GRANT SELECT, INSERT, UPDATE ON customers, orders, order_lines TO webshop_app");
        Execute.Sql("GRANT SELECT ON products TO webshop_app");
    }

    /// <inheritdoc/>
    public override void Down()
    {
        Delete.Table("order_lines");
        Delete.Table("orders");
        Delete.Table("products");
        Delete.Table("customers");
    }
}
