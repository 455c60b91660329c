using FluentMigrator;

namespace WebShop.Migrations;

/// <summary>One rename, and 4.2 is no way back any more.</summary>
[Migration(20261101090000)]
public sealed class RenameUsername : AutoReversingMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Rename.Column("username").OnTable("customers").To("handle");
    }
}
