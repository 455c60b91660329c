using Microsoft.EntityFrameworkCore.Migrations;
using MigrationGuard;

#nullable disable

namespace WebShop.Migrations
{
    /// <inheritdoc />
    [Phase(Phase.Contract)]
    public partial class DropUsername : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("SET lock_timeout = '2s'");
            migrationBuilder.Sql("DROP TRIGGER customers_sync_handle ON customers");
            migrationBuilder.Sql("DROP FUNCTION customers_sync_handle()");

            migrationBuilder.DropColumn(
                name: "username",
                table: "customers");
        }
    }
}
