namespace MigrationGuard.CSharp.Tests.References;

// Migrations that touch the breadth of both APIs, so that a missing declaration is an error of compilation.
internal static class Sources
{
    public const string FluentMigrator =
        """
        using System.Collections.Generic;
        using System.Data;
        using FluentMigrator;
        using FluentMigrator.Builders.Create.Table;
        using FluentMigrator.Postgres;
        using SqlServerIndex = FluentMigrator.SqlServer.SqlServerExtensions;

        public sealed class ShopMigrationAttribute : MigrationAttribute
        {
            public ShopMigrationAttribute(int ticket) : base(20260000 + ticket, TransactionBehavior.None, "shop") { }
        }

        public static class Columns
        {
            public static ICreateTableColumnOptionOrWithColumnSyntax WithIdColumn(this ICreateTableWithColumnSyntax table) =>
                table.WithColumn("Id").AsInt64().NotNullable().PrimaryKey("PK").Identity();
        }

        [ShopMigration(1, BreakingChange = true), Tags(TagBehavior.RequireAny, "eu", "us")]
        public sealed class Tables : Migration
        {
            public override void Up()
            {
                Create.Schema("shop");
                Create.Table("Orders").InSchema("shop").WithIdColumn()
                    .WithColumn("Name").AsString(50).Nullable().Indexed("IX").WithColumn("Code").AsAnsiString().Unique().WithColumn("Price").AsDecimal(10, 2).WithDefaultValue(0)
                    .WithColumn("At").AsDateTimeOffset().WithDefault(SystemMethods.CurrentUTCDateTime).WithColumnDescription("when")
                    .WithColumn("CustomerId").AsInt32().ForeignKey("FK", "shop", "Customers", "Id").OnDelete(Rule.Cascade).OnUpdate(Rule.None)
                    .WithColumn("Total").AsCustom("money").Computed("a + b", true);
                Alter.Table("Orders").AddColumn("Note").AsXml().Nullable().AlterColumn("Name").AsString(100).NotNullable().AddColumn("N").AsInt32().SetExistingRowsTo(1).NotNullable();
                Alter.Table("Orders").ToSchema("archive");
                Alter.Column("Name").OnTable("Orders").InSchema("shop").AsString().Nullable();
                Create.Column("G").OnTable("Orders").AsGuid().NotNullable().SetExistingRowsTo(System.Guid.Empty);
                Create.Index("IX_A").OnTable("Orders").InSchema("shop").OnColumn("Name").Ascending().OnColumn("Code").Descending().NullsLast().WithOptions().Unique().WithOptions().NonClustered();
                Create.Index("IX_B").OnTable("Orders").OnColumn("Name").Ascending().WithOptions().AsConcurrently().Include("Code").Filter("a > 1").UsingGin().FastUpdate();
                Create.Index("IX_C").OnTable("Orders").OnColumn("Name").Unique().NullsNotDistinct();
                SqlServerIndex.Online(Create.Index("IX_D").OnTable("Orders").OnColumn("Name").Ascending().WithOptions());
                SqlServerIndex.Online(Delete.Index("IX_D").OnTable("Orders").OnColumn("Name"));
                SqlServerIndex.Online(SqlServerIndex.Clustered(Create.PrimaryKey("PK").OnTable("Orders").Columns("A", "B")));
                SqlServerIndex.Identity(Create.Table("T").WithColumn("I").AsInt32(), 10, 5).WithColumn("J").AsInt32().Identity(PostgresGenerationType.ByDefault);
                Create.UniqueConstraint("UC").OnTable("Orders").WithSchema("shop").Column("Name");
                Create.ForeignKey("FK2").FromTable("Orders").InSchema("shop").ForeignColumn("A").ToTable("B").InSchema("shop").PrimaryColumn("C").OnDeleteOrUpdate(Rule.SetNull);
                Create.Sequence("S").InSchema("shop").IncrementBy(1).MinValue(1).MaxValue(9).StartWith(1).Cache(2).Cycle();
                Rename.Table("Orders").InSchema("shop").To("Order");
                Rename.Column("Name").OnTable("Orders").To("Title");
                Insert.IntoTable("Orders").InSchema("shop").Row(new { A = 1, B = RawSql.Insert("now()") }).Row(new Dictionary<string, object> { ["A"] = 2 }).WithOverridingSystemValue();
                Update.Table("Orders").Set(new { A = 1 }).Where(new { B = 2 });
                Update.Table("Orders").InSchema("shop").Set(new { A = 1 }).AllRows();
                Execute.Sql("SELECT 1");
                Execute.Script("a.sql");
                Execute.EmbeddedScript("a.sql", new Dictionary<string, string> { ["x"] = "1" });
                Execute.WithConnection((connection, transaction) => { });
                IfDatabase("Postgres", ProcessorIdConstants.SqlServer).Create.Table("P").WithColumn("Id").AsInt32();
                IfDatabase(name => name.StartsWith("Postgre")).Delegate(() => Execute.Sql("SELECT 2"));
                if (!Schema.Schema("shop").Table("Orders").Column("Name").Exists() && Schema.Table("Orders").Index("IX").Exists()) { }
            }

            public override void Down()
            {
                Delete.Column("A").Column("B").FromTable("Orders").InSchema("shop");
                Delete.DefaultConstraint().OnTable("Orders").InSchema("shop").OnColumn("A");
                Delete.ForeignKey("FK").OnTable("Orders").InSchema("shop");
                Delete.ForeignKey().FromTable("Orders").ForeignColumn("A").ToTable("B").PrimaryColumn("C");
                Delete.PrimaryKey("PK").FromTable("Orders").InSchema("shop");
                Delete.UniqueConstraint("UC").FromTable("Orders");
                Delete.FromTable("Orders").Row(new { A = 1 });
                Delete.FromTable("Orders").InSchema("shop").IsNull("A");
                Delete.FromTable("Orders").AllRows();
                Delete.Sequence("S").InSchema("shop");
                Delete.Table("Orders").IfExists().InSchema("shop");
                Delete.Schema("shop");
            }
        }

        [Migration(2)] public sealed class Reversing : AutoReversingMigration { public override void Up() => Create.Column("A").OnTable("T").InSchema("s").AsBoolean(); }
        [TimestampedMigration(2026, 1, 2, 3, 4, TransactionBehavior.None)] public sealed class Forward : ForwardOnlyMigration { public override void Up() => Execute.Sql("SELECT 1"); }
        [Maintenance(MigrationStage.AfterAll, TransactionBehavior.None), Profile("dev")] public sealed class Always : ForwardOnlyMigration { public override void Up() { } }
        """;

    public const string EntityFramework =
        """
        using System;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;
        using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

        public sealed class ShopContext : DbContext;

        [DbContext(typeof(ShopContext)), Migration("20260101000000_Orders")]
        public partial class Orders : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.CreateTable(
                    name: "orders",
                    columns: table => new
                    {
                        id = table.Column<int>(type: "integer", nullable: false).Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                        customer_id = table.Column<int>(nullable: false),
                    },
                    constraints: table =>
                    {
                        table.PrimaryKey("pk", x => x.id);
                        table.ForeignKey("fk", x => x.customer_id, "customers", "id", onDelete: ReferentialAction.Cascade);
                    });
                migrationBuilder.CreateIndex("ix", "orders", "customer_id", unique: true).Annotation("Npgsql:CreatedConcurrently", true);
                migrationBuilder.AlterColumn<string>(name: "name", table: "orders", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "text", oldNullable: true);
                migrationBuilder.Sql("SELECT 1", suppressTransaction: true);
                if (migrationBuilder.IsNpgsql() || migrationBuilder.IsSqlServer() || migrationBuilder.ActiveProvider == "x")
                {
                    migrationBuilder.InsertData("orders", new[] { "id" }, new object[,] { { 1 }, { 2 } });
                }
            }

            protected override void BuildTargetModel(ModelBuilder modelBuilder) =>
                modelBuilder.Entity("Shop.Order", b => { b.Property<int>("Id").HasColumnName("id"); b.HasKey("Id"); b.ToTable("orders", "shop"); });
        }

        [DbContext(typeof(ShopContext))]
        public sealed class ShopContextModelSnapshot : ModelSnapshot { protected override void BuildModel(ModelBuilder modelBuilder) { } }
        """;
}
