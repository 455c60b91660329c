using System.IO.Compression;

namespace MigrationGuard.TestKit.References;

/// <summary>The assemblies of FluentMigrator that migrations are compiled against, as metadata for code that tests read.</summary>
public static class FluentMigratorReferences
{
    private const string Variable = "MIGRATIONGUARD_TEST_FLUENTMIGRATOR";

    private static readonly string[] Names =
    [
        "FluentMigrator.Abstractions",
        "FluentMigrator",
        "FluentMigrator.Extensions.Postgres",
        "FluentMigrator.Extensions.SqlServer",
        "FluentMigrator.Runner.Core",
    ];

    /// <summary>The paths of our declarations in <c>eng/reference</c>.</summary>
    public static IReadOnlyList<string> Declared { get; } =
        [.. Names.Select(name => RepositoryFiles.Path("eng", "reference", "FluentMigrator", "bin", name + ".dll"))];

    /// <summary>
    /// The paths of the real assemblies in the folder or local package source that <c>MIGRATIONGUARD_TEST_FLUENTMIGRATOR</c> names;
    /// empty without that variable.
    /// </summary>
    public static IReadOnlyList<string> Real { get; } = FindReal(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The paths that tests read code against: <see cref="Real"/> where they are given, else <see cref="Declared"/>.</summary>
    public static IReadOnlyList<string> Paths => Real.Count > 0 ? Real : Declared;

    private static IReadOnlyList<string> FindReal(string? folder) =>
        string.IsNullOrEmpty(folder) ? [] : [.. Names.Select(name => FindReal(folder, name))];

    private static string FindReal(string folder, string name)
    {
        var assemblies = Directory.GetFiles(folder, name + ".dll", SearchOption.AllDirectories);
        if (assemblies.Length > 0)
        {
            return assemblies[0];
        }

        var packages = Directory.GetFiles(folder, name + ".*.nupkg")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[name.Length + 1]))
            .Order(StringComparer.Ordinal)
            .ToList();
        return packages.Count > 0
            ? Unpack(packages[^1], name)
            : throw new FileNotFoundException($"{Variable} names {folder}, where there is no {name}.dll and no package of it.");
    }

    private static string Unpack(string package, string name)
    {
        using var archive = ZipFile.OpenRead(package);
        var entry = archive.GetEntry($"lib/netstandard2.0/{name}.dll")
            ?? throw new FileNotFoundException($"{package} has no lib/netstandard2.0/{name}.dll.");
        var path = Path.Combine(Directory.CreateTempSubdirectory("mg-fluentmigrator-").FullName, name + ".dll");
        entry.ExtractToFile(path);
        return path;
    }
}
