using System.Globalization;
using MigrationGuard.TestKit.References;

namespace MigrationGuard.Bench.Analyzing;

/// <summary>A project of FluentMigrator migrations that is built with the packed analyzers, in a folder of its own.</summary>
public sealed class MigrationProject : IDisposable
{
    private MigrationProject(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Writes the project.</summary>
    /// <param name="migrations">Number of migrations, a file each.</param>
    /// <param name="packages">The folder with the package of the analyzers.</param>
    public static MigrationProject Create(int migrations, string packages)
    {
        var project = new MigrationProject(Directory.CreateTempSubdirectory("mg-analyzers-").FullName);
        project.Write("Migrations.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MigrationGuard.Analyzers" Version="*" PrivateAssets="all" />
                <Reference Include="{string.Join(';', FluentMigratorReferences.Declared)}" />
              </ItemGroup>
            </Project>
            """);
        project.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="restored" /></config>
              <packageSources><clear /><add key="packed" value="{packages}" /></packageSources>
            </configuration>
            """);
        project.Write("migrationguard.json", """{ "database": "postgresql", "databaseVersion": 16 }""");

        // The findings are the load, not a failure of the build.
        project.Write(".globalconfig", "is_global = true\ndotnet_analyzer_diagnostic.severity = warning\n");
        for (var version = 1; version <= migrations; version++)
        {
            project.Write($"M{version}.cs", Migration(version));
        }

        return project;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Migration(int version) => string.Create(CultureInfo.InvariantCulture, $$"""
        using FluentMigrator;

        namespace Shop.Migrations;

        [Migration({{20200000000000 + version}})]
        public sealed class M{{version}} : Migration
        {
            public override void Up()
            {
                {{Up(version, version / 8 * 8)}}
            }

            public override void Down()
            {
                {{Down(version, version / 8 * 8)}}
            }
        }
        """);

    private static string Up(int version, int table) => (version % 8) switch
    {
        0 => $"""
            Create.Table("table{table}")
                        .WithColumn("id").AsInt64().NotNullable().PrimaryKey().Identity()
                        .WithColumn("name").AsString(200).NotNullable()
                        .WithColumn("created_at").AsDateTimeOffset().NotNullable().WithDefault(SystemMethods.CurrentUTCDateTime)
                        .WithColumn("owner_id").AsInt64().NotNullable();
            """,
        1 => $"""Alter.Table("table{table}").AddColumn("c{version}").AsString(100).Nullable();""",
        2 => $"""Create.Index("ix_{version}").OnTable("table{table}").OnColumn("name").Ascending().OnColumn("owner_id").Descending();""",
        3 => $"""Execute.Sql("UPDATE table{table} SET name = 'unknown' WHERE name IS NULL");""",
        4 => $"""Rename.Column("c{table + 1}").OnTable("table{table}").To("d{table + 1}");""",
        5 => $$"""
            Alter.Column("name").OnTable("table{{table}}").AsString(400).NotNullable();
                    Insert.IntoTable("table{{table}}").Row(new { name = "first", owner_id = 1 });
            """,
        6 => $"""Create.ForeignKey("fk_{version}").FromTable("table{table}").ForeignColumn("owner_id").ToTable("table{Math.Max(0, table - 8)}").PrimaryColumn("id");""",
        _ => $$"""
            foreach (var name in new[] { "a{{version}}", "b{{version}}" })
                    {
                        Alter.Table("table{{table}}").AddColumn(name).AsInt32().NotNullable().WithDefaultValue(0);
                    }
            """,
    };

    private static string Down(int version, int table) => (version % 8) switch
    {
        0 => $"""Delete.Table("table{table}");""",
        1 => $"""Delete.Column("c{version}").FromTable("table{table}");""",
        2 => $"""Delete.Index("ix_{version}").OnTable("table{table}");""",
        _ => "",
    };

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
