using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MigrationGuard.EntityFrameworkCore.Tests.Store;

[DbContext(typeof(StoreContext))]
[Migration("20260101000001_AddNote")]
internal sealed class AddNote : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("note", "users", "text", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("note", "users");
}

[DbContext(typeof(StoreContext))]
[Migration("20260101000002_AddCoupons")]
internal sealed class AddCoupons : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "coupons",
            table => new { id = table.Column<int>("integer"), code = table.Column<string>("text") },
            constraints: table => table.PrimaryKey("pk_coupons", row => row.id));
        migrationBuilder.InsertData("coupons", ["id", "code"], ["integer", "text"], [1, "WELCOME"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("coupons");
}

[DbContext(typeof(StoreContext))]
[Migration("20260101000003_DropUsername")]
internal sealed class DropUsername : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("username", "users");
}
