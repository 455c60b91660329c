// sample: sqlserver 2022
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
// file: 002_LongerNotes.cs
using FluentMigrator;

[Migration(2)]
public sealed class LongerNotes : ForwardOnlyMigration
{
    public override void Up()
    {
        Execute.Sql("SET LOCK_TIMEOUT 2000");
        Alter.Column("note").OnTable("orders").AsString(200).Nullable();
    }
}
