using System;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace MigrationGuard.EntityFrameworkCore.Tests.Parity;

[DbContext(typeof(ParityContext))]
[Migration("20260201000001_Tables")]
internal sealed class Tables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("shop");
        migrationBuilder.CreateTable(
            "books",
            table => new
            {
                id = table.Column<int>("integer").Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                title = table.Column<string>("character varying(50)", maxLength: 50),
                price = table.Column<decimal>("numeric(10,2)", nullable: true),
            },
            schema: "shop",
            constraints: table => table.PrimaryKey("pk_books", row => row.id));
        migrationBuilder.InsertData("books", ["id", "title"], ["integer", "character varying(50)"], [1, "it's"], "shop");
        migrationBuilder.CreateSequence<int>("numbers", startValue: 5);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("books", "shop");
}

[DbContext(typeof(ParityContext))]
[Migration("20260201000002_Columns")]
internal sealed class Columns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("handle", "users", "text", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<DateTime>("seen", "users", "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()");
        migrationBuilder.AddColumn<int>("required", "users", "integer", nullable: false);
        migrationBuilder.AlterColumn<string>("email", "users", "character varying(100)", maxLength: 100, nullable: false, oldClrType: typeof(string), oldType: "text", oldNullable: true);
        migrationBuilder.AlterColumn<long>("total", "orders", "bigint", nullable: false, oldClrType: typeof(int), oldType: "integer");
        migrationBuilder.AlterColumn<string>("name", "users", "text", nullable: true, oldClrType: typeof(string), oldType: "character varying(50)", oldMaxLength: 50);
        migrationBuilder.RenameColumn("username", "users", "login");
        migrationBuilder.DropColumn("legacy", "users");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("handle", "users");
        migrationBuilder.RenameColumn("login", "users", "username");
    }
}

[DbContext(typeof(ParityContext))]
[Migration("20260201000003_Constraints")]
internal sealed class Constraints : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ix_orders_placed", "orders", "placed");
        migrationBuilder.CreateIndex("ix_users_email", "users", "email", unique: true).Annotation("Npgsql:CreatedConcurrently", true);
        migrationBuilder.DropIndex("ix_old", "orders");
        migrationBuilder.AddForeignKey("fk_orders_users", "orders", "user_id", "users", principalColumn: "id", onDelete: ReferentialAction.Cascade);
        migrationBuilder.AddCheckConstraint("ck_total", "orders", "total >= 0");
        migrationBuilder.AddUniqueConstraint("ak_users", "users", ["email"]);
        migrationBuilder.DropPrimaryKey("pk_lines", "lines");
        migrationBuilder.AddPrimaryKey("pk_lines", "lines", ["order_id", "number"]);
        migrationBuilder.DropForeignKey("fk_gone", "lines");
    }
}

[DbContext(typeof(ParityContext))]
[Migration("20260201000004_Rows")]
[Phase(MigrationGuard.Phase.Migrate)]
internal sealed class Rows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("UPDATE users SET handle = username");
        migrationBuilder.Sql("DELETE FROM orders; TRUNCATE lines;");
        migrationBuilder.Sql(
            """
            -- migrationguard: ignore MG0410 because the table is small
            DELETE FROM lines;
            """);
        migrationBuilder.Sql("VACUUM users", suppressTransaction: true);
        migrationBuilder.Sql("DO $$ BEGIN EXECUTE 'DROP TABLE ' || current_user; END $$");
        migrationBuilder.UpdateData("users", ["id"], ["integer"], [1], ["name"], ["text"], ["x"]);
        migrationBuilder.DeleteData("users", ["id"], ["integer"], [1]);
    }
}

[DbContext(typeof(ParityContext))]
[Migration("20260201000005_Removals")]
[Phase(MigrationGuard.Phase.Contract)]
[AllowFinding("MG0501", Because = "nobody reads it", Until = "2099-01-31")]
[AllowFinding("MG0101")]
internal sealed class Removals : Migration
{
    [AllowFinding("MG0204", Because = "said of Up alone")]
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("lines");
        migrationBuilder.RenameTable("orders", newName: "purchases");
        migrationBuilder.RenameTable("users", newSchema: "shop");
        migrationBuilder.RenameIndex("ix_orders_placed", "ix_purchases_placed", "orders");
        migrationBuilder.DropSequence("numbers");
        migrationBuilder.DropSchema("old");
    }

    [AllowFinding("MG0501", Because = "said of Down alone")]
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.RenameTable("purchases", newName: "orders");
        migrationBuilder.DropColumn("note", "orders");
    }
}
