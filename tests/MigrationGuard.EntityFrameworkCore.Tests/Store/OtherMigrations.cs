using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MigrationGuard.EntityFrameworkCore.Tests.Store;

/// <summary>The context of migrations of which the second one throws.</summary>
internal sealed class ThrowingContext(DbContextOptions<ThrowingContext> options) : DbContext(options);

[DbContext(typeof(ThrowingContext))]
[Migration("20260301000001_Fine")]
internal sealed class Fine : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("fine", "users", "text", nullable: true);
}

[DbContext(typeof(ThrowingContext))]
[Migration("20260301000002_Faulty")]
internal sealed class Faulty : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => throw new InvalidDataException("no settings here");
}

/// <summary>The context of many migrations, some of which run outside of transactions.</summary>
internal sealed class ManyContext(DbContextOptions<ManyContext> options) : DbContext(options);

[DbContext(typeof(ManyContext))]
[Migration("20260401000001_One")]
internal sealed class One : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("one", "users", "text", nullable: true);
}

[DbContext(typeof(ManyContext))]
[Migration("20260401000002_Two")]
internal sealed class Two : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("two", "users", "text", nullable: true);
        migrationBuilder.CreateIndex("ix_users_two", "users", "two").Annotation("Npgsql:CreatedConcurrently", true);
    }
}

[DbContext(typeof(ManyContext))]
[Migration("20260401000003_Three")]
internal sealed class Three : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("three", "orders", "text", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("three", "orders");
}

[DbContext(typeof(ManyContext))]
[Migration("20260401000004_Four")]
internal sealed class Four : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "four", table => new { id = table.Column<int>("integer") }, constraints: table => table.PrimaryKey("pk_four", row => row.id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("four");
}

/// <summary>The context of a migration in two parts, each committed by itself.</summary>
internal sealed class PartsContext(DbContextOptions<PartsContext> options) : DbContext(options);

[DbContext(typeof(PartsContext))]
[Migration("20260601000001_Parts")]
internal sealed class Parts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE parts (id int PRIMARY KEY)", suppressTransaction: true);
        migrationBuilder.Sql("ALTER TABLE orders ADD COLUMN part text", suppressTransaction: true);
    }
}

/// <summary>The context of a migration that needs nothing.</summary>
internal sealed class EmptyContext(DbContextOptions<EmptyContext> options) : DbContext(options);

[DbContext(typeof(EmptyContext))]
[Migration("20260501000001_First")]
internal sealed class First : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "first", table => new { id = table.Column<int>("integer") }, constraints: table => table.PrimaryKey("pk_first", row => row.id));
}

/// <summary>What somebody puts in the migrator's place.</summary>
internal sealed class NeverMigrator : IMigrator
{
    public void Migrate(string? targetMigration = null) => throw new NotSupportedException();

    public Task MigrateAsync(string? targetMigration = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public string GenerateScript(string? fromMigration = null, string? toMigration = null, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) => throw new NotSupportedException();

    public bool HasPendingModelChanges() => throw new NotSupportedException();
}
