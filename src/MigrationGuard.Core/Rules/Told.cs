using MigrationGuard.Checking;
using MigrationGuard.Migrations;

namespace MigrationGuard.Rules;

/// <summary>What an author writes to tell MigrationGuard and the runner something, in the language of the migration.</summary>
internal static class Told
{
    /// <summary>What a migration does that is declared a contract.</summary>
    public static string Contract(Migration migration) => migration.Source == SourceKind.Sql ? "begins with -- migrationguard: phase contract" : "has the attribute [Phase(Phase.Contract)]";

    /// <summary>What makes a migration run without a transaction.</summary>
    public static string OutsideTransaction(Migration migration) => migration.Source switch
    {
        SourceKind.FluentMigrator => "TransactionBehavior.None in its attribute",
        SourceKind.EntityFramework => "suppressTransaction: true",
        _ => "-- migrationguard: no-transaction, and the same setting of your runner",
    };

    /// <summary>The word for an instruction.</summary>
    public static string Kind(Directive directive) => directive.IsAttribute ? "attribute" : "comment";

    /// <summary>An instruction as it stands there.</summary>
    public static string Text(Directive directive) => !directive.IsAttribute ? $"'{directive.Verb} {directive.Rest}'" : Directives.Is(directive, "phase") ? $"[Phase({directive.Rest})]" : "[AllowFinding]";

    /// <summary>The form that an instruction should have.</summary>
    public static string Form(Directive directive) => (directive.IsAttribute, Directives.Is(directive, "phase")) switch
    {
        (true, true) => "[Phase(Phase.Expand)], [Phase(Phase.Migrate)] or [Phase(Phase.Contract)]",
        (true, false) => "[AllowFinding(\"ID\", Because = \"REASON\", Until = \"YYYY-MM-DD\")], the last only where it ends",
        (false, true) => "phase expand, phase migrate or phase contract",
        _ when Directives.Is(directive, "down") => "down EXPRESSION, with what the old column gets when the new version writes the new one",
        _ => directive.Verb + " ID[, ID] because REASON [until YYYY-MM-DD]",
    };

    /// <summary>A reason as an ignore says it.</summary>
    public static string Reason(Directive directive, string ids) => directive.IsAttribute ? "Because = \"…\"" : $"{directive.Verb} {ids} because …";

    /// <summary>Where an ignore holds.</summary>
    public static string Reach(Directive directive, Ignore ignore) => (directive.IsAttribute, ignore.WholeFile) switch
    {
        (true, true) => "in this migration",
        (true, false) => "in this method",
        (false, true) => "in this file",
        _ => "at the statement that the comment belongs to",
    };

    /// <summary>What to do with an ignore that silences nothing.</summary>
    public static string Removal(Directive directive, string ids)
        => directive.IsAttribute ? $"Remove [AllowFinding] of {ids}, or put it on the migration or method that it is about" : $"Remove {ids} from the comment, or move the comment before the statement that it is about";
}
