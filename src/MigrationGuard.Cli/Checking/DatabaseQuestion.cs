using MigrationGuard.Cli.Sources;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>The finding that asks for the database.</summary>
internal static class DatabaseQuestion
{
    /// <summary>The finding at the beginning of a file.</summary>
    public static Finding At(LoadedFile file)
    {
        var rule = RuleCatalog.Find("MG0901")!.Info;
        return new Finding(rule, rule.Severity, new SourceSpan(file.Placed.File.Path, 0, 0, 1, 1), rule.Effect, rule.Instead);
    }
}
