// sample: postgresql 16
// file: 001_Orders.cs released
using FluentMigrator;

[Migration(1)]
public sealed class Orders : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("orders")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("note").AsString(100).Nullable();
    }
}
// file: 002_OrderCode.cs
using FluentMigrator;

[Migration(2)]
public sealed class OrderCode : ForwardOnlyMigration
{
    public override void Up()
    {
        Execute.Sql("SET lock_timeout = '2s'");
        Create.Column("code").OnTable("orders").AsString(20).Nullable();
    }
}
