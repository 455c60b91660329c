using System.Reflection;

namespace MigrationGuard.TestKit.References;

/// <summary>The assemblies of EF Core 10 and its two providers, as metadata for code that tests read.</summary>
public static class EntityFrameworkReferences
{
    private const string Prefix = "EntityFramework:";

    /// <summary>The paths of EF Core, its relational part, the Npgsql and the SQL Server provider.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. typeof(EntityFrameworkReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(attribute => Path.Combine(attribute.Value!, attribute.Key[Prefix.Length..] + ".dll")),
    ];
}
