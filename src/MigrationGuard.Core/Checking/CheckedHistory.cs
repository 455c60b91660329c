using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>What the check of one history says.</summary>
/// <param name="Migrations">The migrations that were judged, in their order.</param>
/// <param name="Released">Number of the ones that are history.</param>
/// <param name="Server">The servers they were judged for, for people.</param>
public sealed record CheckedHistory(IReadOnlyList<CheckedMigration> Migrations, int Released, string Server)
{
    /// <summary>Checks a history for the candidates of the options.</summary>
    public static CheckedHistory Of(IReadOnlyList<Migration> history, CheckOptions options)
    {
        var judged = MigrationChecker.Check(history, options).Where(result => options.IsReleased?.Invoke(result.Migration) != true).ToList();
        return new CheckedHistory(judged, history.Count - judged.Count, string.Join(" to ", options.Candidates.Select(candidate => candidate.Name)));
    }

    /// <summary>
    /// Checks a history for its product. When none is known it is checked for both: the product counts of which everything was understood
    /// and of the other not, else only what is dangerous on both, at the same place.
    /// </summary>
    /// <param name="product">The product, or none.</param>
    /// <param name="check">Reads and checks the history for one product; both must have the same migrations in the same order.</param>
    public static CheckedHistory Of(DatabaseKinds product, Func<DatabaseKinds, CheckedHistory> check)
    {
        if (product is DatabaseKinds.PostgreSql or DatabaseKinds.SqlServer)
        {
            return check(product);
        }

        var postgres = check(DatabaseKinds.PostgreSql);
        var sqlServer = check(DatabaseKinds.SqlServer);
        return postgres.Unread == 0 && sqlServer.Unread > 0 ? postgres
            : sqlServer.Unread == 0 && postgres.Unread > 0 ? sqlServer
            : Common(postgres, sqlServer);
    }

    /// <summary>Number of statements that were not understood.</summary>
    public int Unread => Migrations.Sum(UnreadOf);

    /// <summary>Number of statements of a migration that were not understood.</summary>
    public static int UnreadOf(CheckedMigration migration)
    {
        var (count, last) = (0, -1);
        foreach (var step in migration.Migration.Steps)
        {
            if (step.Operation is UnreadSql && step.Statement != last)
            {
                (count, last) = (count + 1, step.Statement);
            }
        }

        return count;
    }

    private static CheckedHistory Common(CheckedHistory postgres, CheckedHistory sqlServer)
    {
        var others = new HashSet<(string, string, int, int)>();
        foreach (var finding in sqlServer.Migrations.SelectMany(migration => migration.Findings))
        {
            others.Add(KeyOf(finding));
        }

        var migrations = new List<CheckedMigration>(postgres.Migrations.Count);
        for (var i = 0; i < postgres.Migrations.Count; i++)
        {
            var (first, second) = (postgres.Migrations[i], sqlServer.Migrations[i]);
            IReadOnlyList<Finding> common = [.. first.Findings.Where(finding => others.Contains(KeyOf(finding)))];
            migrations.Add((UnreadOf(first) <= UnreadOf(second) ? first : second) with { Findings = common });
        }

        return new CheckedHistory(migrations, postgres.Released, $"{postgres.Server} or {sqlServer.Server}");
    }

    private static (string, string, int, int) KeyOf(Finding finding) => (finding.Rule.Id, finding.Span.Path, finding.Span.Line, finding.Span.Column);
}
