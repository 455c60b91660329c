using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WebShop.Migrations
{
    /// <inheritdoc />
    public partial class AddHandle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("SET lock_timeout = '2s'");

            migrationBuilder.AddColumn<string>(
                name: "handle",
                table: "customers",
                type: "text",
                nullable: true);

            migrationBuilder.Sql(
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

            migrationBuilder.Sql(
                """
                CREATE TRIGGER customers_sync_handle BEFORE INSERT OR UPDATE ON customers
                  FOR EACH ROW EXECUTE FUNCTION customers_sync_handle()
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("SET lock_timeout = '2s'");
            migrationBuilder.Sql("DROP TRIGGER customers_sync_handle ON customers");
            migrationBuilder.Sql("DROP FUNCTION customers_sync_handle()");

            migrationBuilder.DropColumn(
                name: "handle",
                table: "customers");
        }
    }
}
