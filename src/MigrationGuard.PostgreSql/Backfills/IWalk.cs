using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>A way to go through the rows of a segment, piece by piece. Keys are texts that the server wrote.</summary>
internal interface IWalk
{
    /// <summary>What it is, e.g. <c>id bigint</c>.</summary>
    string Name { get; }

    /// <summary>Whether a key stays with its row.</summary>
    bool IsStable { get; }

    /// <summary>How many values a key has.</summary>
    int KeyLength { get; }

    /// <summary>Units of a batch for a key of the settings.</summary>
    int UnitsOfKey { get; }

    /// <summary>The last key; null when there are no rows.</summary>
    Task<string[]?> UntilAsync(StepSession session, CancellationToken cancellation);

    /// <summary>The last key of the piece of so many units behind a key, and whether it is the last piece.</summary>
    Task<(string[] Key, bool IsLast)> NextAsync(StepSession session, Position from, int units, CancellationToken cancellation);

    /// <summary>The condition for rows of a piece, for a table alias. Parameters: <c>$1</c> on are <see cref="Parameters"/>.</summary>
    string Condition(string alias, bool isFirst);

    /// <summary>The values of the parameters.</summary>
    object?[] Parameters(string[]? last, string[] to);

    /// <summary>The key of a row as a JSON array, as SQL.</summary>
    string KeyOf(string alias);

    /// <summary>A key for people.</summary>
    string Text(IReadOnlyList<string> key);

    /// <summary>The part of the segment that is done, from 0 to 1.</summary>
    double Share(Position position, double rows);
}
