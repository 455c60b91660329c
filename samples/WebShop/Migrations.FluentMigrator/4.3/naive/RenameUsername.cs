using FluentMigrator;

namespace WebShop.Migrations;

/// <summary>One rename, and 4.2 is no way back any more.</summary>
[Migration(20261101090000)]
public sealed class RenameUsername : Migration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Execute.Sql("SET lock_timeout = '2s'");
        Rename.Column("username").OnTable("customers").To("handle");
    }

    /// <inheritdoc/>
    public override void Down()
    {
        Execute.Sql("SET lock_timeout = '2s'");
        Rename.Column("handle").OnTable("customers").To("username");
    }
}
