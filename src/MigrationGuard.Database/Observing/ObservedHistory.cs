using MigrationGuard.Checking;
using MigrationGuard.Migrations;

namespace MigrationGuard.Observing;

/// <summary>Migrations behind the schema of a live database, with the answers that the rules need.</summary>
/// <param name="Migrations">The schema as a released migration, then the migrations; those that are released already are empty, for the schema has them.</param>
/// <param name="Options">What the check has to know.</param>
public sealed record ObservedHistory(IReadOnlyList<Migration> Migrations, CheckOptions Options)
{
    /// <summary>Asks the database what the rules have to know.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schema">What <see cref="ILiveDatabase.ReadSchemaAsync"/> said.</param>
    /// <param name="history">The migrations.</param>
    /// <param name="options">What is known without the database.</param>
    /// <param name="cancellation">Ends the queries.</param>
    /// <exception cref="Servers.DatabaseException">The connection is lost.</exception>
    public static async Task<ObservedHistory> AskAsync(
        ILiveDatabase database, Migration schema, IReadOnlyList<Migration> history, CheckOptions options, CancellationToken cancellation)
    {
        var isReleased = options.IsReleased ?? (static _ => false);
        Migration[] all = [schema, .. history.Select(migration => isReleased(migration) ? migration with { Steps = default, Directives = default } : migration)];
        options = options with { IsReleased = migration => ReferenceEquals(migration.Path, schema.Path) || isReleased(migration), CompleteHistory = true };
        var answers = await database.AnswerAsync(MigrationChecker.Questions(all, options), cancellation).ConfigureAwait(false);
        return new ObservedHistory(all, options with { Observed = answers });
    }
}
