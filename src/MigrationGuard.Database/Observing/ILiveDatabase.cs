using MigrationGuard.Migrations;

namespace MigrationGuard.Observing;

/// <summary>A live database that answers questions about itself. It only reads, in bounded time, with the rights of the role that is connected.</summary>
public interface ILiveDatabase
{
    /// <summary>The server as the rules know it: product and major version.</summary>
    Databases.Database Server { get; }

    /// <summary>The schema as it is now, as a migration that makes it: put before the migrations that are checked, as a released one.</summary>
    /// <exception cref="Servers.DatabaseException">The database cannot be read at all.</exception>
    Task<Migration> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The answers. A question that takes too long, meets a lock or lacks a right is <see cref="Undecided"/>, with the query that a person may run.</summary>
    /// <exception cref="Servers.DatabaseException">The connection is lost.</exception>
    Task<Observations> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken cancellationToken);
}
