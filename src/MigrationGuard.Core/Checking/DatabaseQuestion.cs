using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>The finding that asks for the database.</summary>
public static class DatabaseQuestion
{
    /// <summary>The finding at a place.</summary>
    public static Finding At(SourceSpan place)
    {
        var rule = RuleCatalog.Find("MG0901")!.Info;
        return new Finding(rule, rule.Severity, place, rule.Effect, rule.Instead);
    }
}
