using FluentMigrator;

namespace WebShop.Migrations;

/// <summary>The column that 4.3 reads and writes, kept in step with the one of 4.2 in both directions.</summary>
[Migration(20261101090000)]
public sealed class AddHandle : Migration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Execute.Sql("SET lock_timeout = '2s'");
        Create.Column("handle").OnTable("customers").AsString().Nullable();
        Execute.Sql(
            """
            CREATE FUNCTION customers_sync_handle() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'INSERT' THEN
                NEW.handle := coalesce(NEW.handle, NEW.username);
                NEW.username := coalesce(NEW.username, NEW.handle);
              ELSIF NEW.handle IS DISTINCT FROM OLD.handle THEN
                NEW.username := NEW.handle;
              ELSE
                NEW.handle := NEW.username;
              END IF;
              RETURN NEW;
            END;
            $$
            """);
        Execute.Sql(
            """
            CREATE TRIGGER customers_sync_handle BEFORE INSERT OR UPDATE ON customers
              FOR EACH ROW EXECUTE FUNCTION customers_sync_handle()
            """);
    }

    /// <inheritdoc/>
    public override void Down()
    {
        Execute.Sql("SET lock_timeout = '2s'");
        Execute.Sql("DROP TRIGGER customers_sync_handle ON customers");
        Execute.Sql("DROP FUNCTION customers_sync_handle()");
        Delete.Column("handle").FromTable("customers");
    }
}
