using FluentMigrator;

namespace Consumer.Migrations;

[Migration(4)]
public sealed class M4_FillState : ForwardOnlyMigration
{
    public override void Up()
    {
        Execute.EmbeddedScript("Consumer.Scripts.fill.sql");
    }
}
