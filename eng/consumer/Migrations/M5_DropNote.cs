using FluentMigrator;
using MigrationGuard;

namespace Consumer.Migrations;

[Migration(5)]
[Phase(Phase.Contract)]
public sealed class M5_DropNote : ForwardOnlyMigration
{
    public override void Up()
    {
        Execute.Sql("""
            SET lock_timeout = '2s';
            ALTER TABLE orders DROP COLUMN note;
            """);
    }
}
