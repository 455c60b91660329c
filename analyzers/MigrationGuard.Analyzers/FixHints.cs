using System.Collections.Immutable;
using System.Globalization;
using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Release;
using MigrationGuard.Sql;

namespace MigrationGuard.Analyzers;

/// <summary>What code fixes have to know besides the place of a finding.</summary>
internal static class FixHints
{
    /// <summary>Nothing.</summary>
    public static ImmutableDictionary<string, string?> None => ImmutableDictionary<string, string?>.Empty;

    /// <summary>
    /// <c>Dialect</c>: what its SQL is written in, missing when no product is known; <c>Phases</c>, where a migration is to be split: <c>offset:phase</c> of each
    /// step, with semicolons between.
    /// </summary>
    public static ImmutableDictionary<string, string?> Of(Finding finding, DatabaseKinds product, CheckedMigration migration)
    {
        var hints = product switch
        {
            DatabaseKinds.PostgreSql => None.Add("Dialect", nameof(SqlDialect.PostgreSql)),
            DatabaseKinds.SqlServer => None.Add("Dialect", nameof(SqlDialect.TSql)),
            _ => None,
        };
        return finding.Rule.Name == nameof(MixedPhaseMigration) ? hints.Add("Phases", string.Join(";", migration.Steps.Select(PhaseOf))) : hints;
    }

    private static string PhaseOf(CheckedStep step) => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", step.Step.Span.Start, step.Classification.Phase);
}
