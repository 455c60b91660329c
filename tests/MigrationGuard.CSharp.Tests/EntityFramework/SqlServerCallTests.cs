using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.EntityFramework;

/// <summary>A call as <c>dotnet ef</c> writes it, and the SQL that SQL Server's provider sends for it: MigrationsSqlServerTest.cs of EF Core 10.</summary>
public sealed class SqlServerCallTests
{
    [TestCaseSource(nameof(Tables)), TestCaseSource(nameof(Columns)), TestCaseSource(nameof(AlteredColumns)), TestCaseSource(nameof(Indexes)), TestCaseSource(nameof(Others)), TestCaseSource(nameof(Rows))]
    public void A_call_is_read_as_the_SQL_that_the_provider_sends_for_it(string call, string sql)
    {
        var read = EfMigrations.Up($"migrationBuilder.{call};", SqlDialect.TSql);
        Assert.That(EfMigrations.Shown(read.Migration.Steps, SqlDialect.TSql), Is.EqualTo(EfMigrations.OfSql(sql, SqlDialect.TSql)));
    }

    /// <summary>What the generator sends to find and drop a default.</summary>
    private static string DropDefault(string column, string table = "[People]", string variable = "@var") => $"""
        DECLARE {variable} nvarchar(max);
        SELECT {variable} = QUOTENAME([d].[name])
        FROM [sys].[default_constraints] [d]
        INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
        WHERE ([d].[parent_object_id] = OBJECT_ID(N'{table}') AND [c].[name] = N'{column}');
        IF {variable} IS NOT NULL EXEC(N'ALTER TABLE {table} DROP CONSTRAINT ' + {variable} + ';');

        """;

    private static IEnumerable<string[]> Tables()
    {
        yield return
        [
            """
            CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Sum = table.Column<int>(type: "int", nullable: false, computedColumnSql: "[X] + [Y]", stored: true),
                    Some = table.Column<string>(type: "nvarchar(max)", nullable: true).Annotation("SqlServer:Sparse", true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.UniqueConstraint("AK_People", x => new { x.Id, x.Name }).Annotation("SqlServer:FillFactor", 82);
                    table.ForeignKey("FK_People", x => x.Id, "Others", "Id", onDelete: ReferentialAction.Restrict);
                })
            """,
            """
            CREATE TABLE [People] ([Id] int NOT NULL IDENTITY, [Name] nvarchar(max) NULL, [Sum] AS [X] + [Y] PERSISTED, [Some] nvarchar(max) SPARSE NULL, CONSTRAINT [PK_People] PRIMARY KEY NONCLUSTERED ([Id]),
                CONSTRAINT [AK_People] UNIQUE ([Id], [Name]) WITH (FILLFACTOR = 82), CONSTRAINT [FK_People] FOREIGN KEY ([Id]) REFERENCES [Others] ([Id]) ON DELETE NO ACTION);
            """,
        ];
        yield return
        [
            """
            CreateTable(
                name: "Customer",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Start = table.Column<DateTime>(type: "datetime2", nullable: false).Annotation("SqlServer:TemporalIsPeriodStartColumn", true),
                    End = table.Column<DateTime>(type: "datetime2", nullable: false).Annotation("SqlServer:TemporalIsPeriodEndColumn", true)
                },
                constraints: table => { table.PrimaryKey("PK_Customer", x => x.Id); })
                .Annotation("SqlServer:IsTemporal", true)
                .Annotation("SqlServer:TemporalHistoryTableName", "CustomerHistory")
                .Annotation("SqlServer:TemporalHistoryTableSchema", "history")
                .Annotation("SqlServer:TemporalPeriodEndColumnName", "End")
                .Annotation("SqlServer:TemporalPeriodStartColumnName", "Start")
            """,
            """
            CREATE TABLE [Customer] ([Id] int NOT NULL, [Start] datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL, [End] datetime2 GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
                CONSTRAINT [PK_Customer] PRIMARY KEY ([Id]), PERIOD FOR SYSTEM_TIME([Start], [End])) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = [history].[CustomerHistory]));
            """,
        ];
        yield return ["""DropTable(name: "People")""", "DROP TABLE [People];"];
        yield return
        [
            """DropTable(name: "Customer").Annotation("SqlServer:IsTemporal", true).Annotation("SqlServer:TemporalHistoryTableName", "CustomerHistory").Annotation("SqlServer:TemporalHistoryTableSchema", null)""",
            "ALTER TABLE [Customer] SET (SYSTEM_VERSIONING = OFF); DROP TABLE [Customer]; DROP TABLE [CustomerHistory];",
        ];
        yield return ["""RenameTable(name: "People", newName: "Persons")""", "EXEC sp_rename N'[People]', N'Persons', 'OBJECT';"];
        yield return ["""RenameTable(name: "T", newName: "T", newSchema: "TestTableSchema")""", "ALTER SCHEMA [TestTableSchema] TRANSFER [T];"];
    }

    private static IEnumerable<string[]> Columns()
    {
        string[] Added(string arguments, string sql) => [$"""AddColumn<{arguments})""", $"ALTER TABLE [People] ADD {sql};"];
        yield return Added("""string>(name: "Name", table: "People", type: "nvarchar(max)", nullable: false, defaultValue: "John Doe" """, "[Name] nvarchar(max) NOT NULL DEFAULT N'John Doe'");
        yield return Added("""string>(name: "Name", table: "People", type: "varchar(20)", nullable: false, defaultValue: "" """, "[Name] varchar(20) NOT NULL DEFAULT ''");
        yield return Added("""DateTime>("Birthday", "People", type: "datetime2", nullable: false, defaultValue: new DateTime(2015, 4, 12, 17, 5, 0, 0, DateTimeKind.Unspecified)""", "[Birthday] datetime2 NOT NULL DEFAULT '2015-04-12T17:05:00.0000000'");
        yield return Added("""DateTime>("Birthday", "People", type: "datetime", nullable: false, defaultValue: new DateTime(2019, 1, 1)""", "[Birthday] datetime NOT NULL DEFAULT '2019-01-01T00:00:00.000'");
        yield return Added("""DateTimeOffset>("At", "People", nullable: false, defaultValue: new DateTimeOffset(new DateTime(2019, 1, 1), new TimeSpan(0, 0, 0, 0, 0))""", "[At] datetimeoffset NOT NULL DEFAULT '2019-01-01T00:00:00.0000000+00:00'");
        yield return Added("""byte[]>("RowVersion", "People", rowVersion: true, nullable: false, defaultValue: new byte[0]""", "[RowVersion] rowversion NOT NULL");
        yield return Added("""byte[]>("Data", "People", type: "varbinary(max)", nullable: false, defaultValue: new byte[] { 1, 255 }""", "[Data] varbinary(max) NOT NULL DEFAULT 0x01FF");
        yield return Added("""int>("Sum", "People", type: "int", nullable: false, defaultValueSql: "1 + 2" """, "[Sum] int NOT NULL DEFAULT (1 + 2)");
        yield return Added("""int>("Sum", "People", type: "int", nullable: false, defaultValue: 0).Annotation("Relational:DefaultConstraintName", "DF_Sum" """, "[Sum] int NOT NULL CONSTRAINT [DF_Sum] DEFAULT 0");
        yield return Added("""bool>("Active", "People", nullable: false, defaultValue: true""", "[Active] bit NOT NULL DEFAULT CAST(1 AS bit)");
        yield return Added("""long>("Big", "People", nullable: false, defaultValue: 5L""", "[Big] bigint NOT NULL DEFAULT CAST(5 AS bigint)");
        yield return Added("""decimal>("Price", "People", type: "decimal(18,2)", nullable: false, defaultValue: 0m""", "[Price] decimal(18,2) NOT NULL DEFAULT 0.0");
        yield return Added("""string>("Name", "People", unicode: false, nullable: true""", "[Name] varchar(max) NULL");
        yield return Added("""string>("Name", "People", maxLength: 30, nullable: true""", "[Name] nvarchar(30) NULL");
        yield return Added("""string>("Name", "People", fixedLength: true, maxLength: 100, nullable: true""", "[Name] nchar(100) NULL");
        yield return Added("""string>("Name", "People", type: "nvarchar(max)", nullable: true, collation: "German_PhoneBook_CI_AS" """, "[Name] nvarchar(max) COLLATE German_PhoneBook_CI_AS NULL");
        yield return Added("""int>("Identity", "People", type: "int", nullable: false, defaultValue: 0).Annotation("SqlServer:Identity", "100, 5" """, "[Identity] int NOT NULL IDENTITY(100, 5)");
        yield return Added("""string>("Sum", "People", nullable: true, computedColumnSql: "[X] + [Y]" """, "[Sum] AS [X] + [Y]");
        yield return ["""DropColumn(name: "SomeColumn", table: "People")""", DropDefault("SomeColumn") + "ALTER TABLE [People] DROP COLUMN [SomeColumn];"];
        yield return ["""RenameColumn(name: "A", table: "People", newName: "B")""", "EXEC sp_rename N'[People].[A]', N'B', 'COLUMN';"];
    }

    private static IEnumerable<string[]> AlteredColumns()
    {
        string[] Altered(string arguments, string sql) => [$"""AlterColumn<{arguments})""", sql];
        yield return Altered(
            """long>(name: "SomeColumn", table: "People", type: "bigint", nullable: false, oldClrType: typeof(int), oldType: "int" """,
            DropDefault("SomeColumn") + "ALTER TABLE [People] ALTER COLUMN [SomeColumn] bigint NOT NULL;");
        yield return Altered(
            """string>(name: "SomeColumn", table: "People", type: "nvarchar(max)", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "nvarchar(max)", oldNullable: true""",
            DropDefault("SomeColumn") + "UPDATE [People] SET [SomeColumn] = N'' WHERE [SomeColumn] IS NULL; ALTER TABLE [People] ALTER COLUMN [SomeColumn] nvarchar(max) NOT NULL; ALTER TABLE [People] ADD DEFAULT N'' FOR [SomeColumn];");
        yield return Altered(
            """int>(name: "Sum", table: "People", type: "int", nullable: false, computedColumnSql: "[X] - [Y]", oldClrType: typeof(int), oldType: "int", oldComputedColumnSql: "[X] + [Y]" """,
            DropDefault("Sum") + "ALTER TABLE [People] DROP COLUMN [Sum]; ALTER TABLE [People] ADD [Sum] AS [X] - [Y];");
        yield return Altered(
            """int>(name: "A", table: "People", type: "int", nullable: false, defaultValue: 3, oldClrType: typeof(int), oldType: "int" """,
            DropDefault("A") + "ALTER TABLE [People] ADD DEFAULT 3 FOR [A];");
        yield return Altered(
            """int>(name: "A", table: "People", type: "int", nullable: false, oldClrType: typeof(int), oldType: "int").OldAnnotation("Relational:DefaultConstraintName", "DF_A" """,
            "ALTER TABLE [People] DROP CONSTRAINT [DF_A]; ALTER TABLE [People] ALTER COLUMN [A] int NOT NULL;");
        yield return Altered("""int>(name: "Id", table: "People", type: "int", nullable: false, oldClrType: typeof(int), oldType: "int").Annotation("SqlServer:Identity", "1, 1").OldAnnotation("SqlServer:Identity", "1, 1" """, "");
    }

    private static IEnumerable<string[]> Indexes()
    {
        yield return ["""CreateIndex(name: "IX", table: "People", columns: new[] { "A", "B" }, schema: "s", descending: new[] { false, true })""", "CREATE INDEX [IX] ON [s].[People] ([A], [B] DESC);"];
        yield return ["""CreateIndex(name: "IX", table: "People", column: "Name", unique: true, filter: "[Name] IS NOT NULL")""", "CREATE UNIQUE INDEX [IX] ON [People] ([Name]) WHERE [Name] IS NOT NULL;"];
        yield return
        [
            """CreateIndex(name: "IX", table: "People", column: "Name", unique: true, filter: "[Name] IS NOT NULL").Annotation("SqlServer:Clustered", false).Annotation("SqlServer:FillFactor", 90).Annotation("SqlServer:Include", new[] { "A", "B" }).Annotation("SqlServer:Online", true)""",
            "CREATE UNIQUE NONCLUSTERED INDEX [IX] ON [People] ([Name]) INCLUDE ([A], [B]) WHERE [Name] IS NOT NULL WITH (FILLFACTOR = 90, ONLINE = ON);",
        ];
        yield return
        [
            """CreateIndex("IX", "People", "Name").Annotation("SqlServer:SortInTempDb", true).Annotation("SqlServer:DataCompression", DataCompressionType.Page)""",
            "CREATE INDEX [IX] ON [People] ([Name]) WITH (SORT_IN_TEMPDB = ON, DATA_COMPRESSION = PAGE);",
        ];
        yield return ["""DropIndex(name: "IX", table: "People", schema: "s")""", "DROP INDEX [IX] ON [s].[People];"];
        yield return ["""RenameIndex(name: "Foo", table: "People", newName: "foo")""", "EXEC sp_rename N'[People].[Foo]', N'foo', 'INDEX';"];
        yield return ["""AddPrimaryKey(name: "PK", table: "People", column: "A").Annotation("SqlServer:Clustered", false)""", "ALTER TABLE [People] ADD CONSTRAINT [PK] PRIMARY KEY NONCLUSTERED ([A]);"];
        yield return ["""AddUniqueConstraint("AK", "People", new[] { "A", "B" })""", "ALTER TABLE [People] ADD CONSTRAINT [AK] UNIQUE ([A], [B]);"];
        yield return
        [
            """AddForeignKey("FK", "Orders", "CustomerId", "Customers", principalColumn: "Id", onDelete: ReferentialAction.Cascade)""",
            "ALTER TABLE [Orders] ADD CONSTRAINT [FK] FOREIGN KEY ([CustomerId]) REFERENCES [Customers] ([Id]) ON DELETE CASCADE;",
        ];
        yield return ["""AddCheckConstraint("CK", "People", "[DriverLicense] > 0")""", "ALTER TABLE [People] ADD CONSTRAINT [CK] CHECK ([DriverLicense] > 0);"];
        yield return ["""DropForeignKey("FK", "Orders")""", "ALTER TABLE [Orders] DROP CONSTRAINT [FK];"];
    }

    private static IEnumerable<string[]> Others()
    {
        yield return ["""EnsureSchema("dbo2")""", "IF SCHEMA_ID(N'dbo2') IS NULL EXEC(N'CREATE SCHEMA [dbo2];');"];
        yield return ["""EnsureSchema("dbo")""", ""];
        yield return ["""CreateSequence<short>("TestSequence")""", "CREATE SEQUENCE [TestSequence] AS smallint START WITH 1 INCREMENT BY 1 NO CYCLE;"];
        yield return ["""AlterSequence("foo", incrementBy: 2, minValue: -5L, maxValue: 10L, cyclic: true)""", "ALTER SEQUENCE [foo] INCREMENT BY 2 MINVALUE -5 MAXVALUE 10 CYCLE;"];
        yield return ["""RestartSequence("foo", -3L)""", "ALTER SEQUENCE [foo] RESTART WITH -3;"];
        yield return ["""RenameSequence("TestSequence", newName: "testsequence")""", "EXEC sp_rename N'[TestSequence]', N'testsequence', 'OBJECT';"];
        yield return ["""DropSequence("TestSequence")""", "DROP SEQUENCE [TestSequence];"];
        yield return ["""Sql("UPDATE [People] SET [A] = 1\r\nGO\r\nDELETE FROM [People]")""", "UPDATE [People] SET [A] = 1\nGO\nDELETE FROM [People]"];
    }

    private static IEnumerable<string[]> Rows()
    {
        const string If = "IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Name') AND [object_id] = OBJECT_ID(N'[Person]'))\n    SET IDENTITY_INSERT [Person] ";
        yield return
        [
            """InsertData(table: "Person", columns: new[] { "Id", "Name" }, values: new object[,] { { 1, "Daenerys Targaryen" }, { 5, null } })""",
            $"{If}ON;\nINSERT INTO [Person] ([Id], [Name])\nVALUES (1, N'Daenerys Targaryen'),\n(5, NULL);\n{If}OFF;",
        ];
        yield return ["""DeleteData("Person", new[] { "AnotherId", "Id" }, new object[] { 12, 2 })""", "DELETE FROM [Person]\nWHERE [AnotherId] = 12 AND [Id] = 2;\nSELECT @@ROWCOUNT;"];
        yield return
        [
            """UpdateData(table: "Person", keyColumn: "Id", keyValue: 2, column: "Name", value: "Another John Snow")""",
            "UPDATE [Person] SET [Name] = N'Another John Snow'\nWHERE [Id] = 2;\nSELECT @@ROWCOUNT;",
        ];
    }
}
