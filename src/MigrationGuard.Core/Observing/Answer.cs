using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Observing;

/// <summary>What a live database said.</summary>
public abstract record Answer
{
    private protected Answer()
    {
    }

    /// <summary>A query that shows a person what was found, or would; null when there is none.</summary>
    public string? Sql { get; init; }
}

/// <summary>The database could not be asked, or did not answer in time.</summary>
/// <param name="Reason">Why, as the end of a sentence.</param>
public sealed record Undecided(string Reason) : Answer;

/// <summary>Whether there are such rows.</summary>
public sealed record RowsAnswer(bool Found) : Answer;

/// <summary>The size of a table with its partitions.</summary>
/// <param name="Rows">Estimated number of rows; null when the server has no estimate.</param>
/// <param name="Bytes">Bytes of the table without indexes.</param>
/// <param name="IndexBytes">Bytes of its indexes.</param>
public sealed record SizeAnswer(long? Rows, long Bytes, long IndexBytes) : Answer
{
    /// <summary>Whether the server will soon clean the table in a way that does not give way to others, or is doing so (PostgreSQL: vacuum to prevent wraparound).</summary>
    public bool MustBeCleaned { get; init; }
}

/// <summary>Something that depends on something else.</summary>
/// <param name="Kind">What it is: <c>view</c>, <c>constraint</c>, <c>function</c>, <c>trigger</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="On">The table that it belongs to; null when it stands alone.</param>
public sealed record Dependent(string Kind, ObjectName Name, ObjectName? On)
{
    /// <summary>Kind, name and table.</summary>
    public override string ToString() => On is null ? $"{Kind} {Name}" : $"{Kind} {Name} of {On}";
}

/// <summary>What keeps an object from being dropped or changed.</summary>
public sealed record DependentsAnswer(EquatableList<Dependent> All) : Answer;

/// <summary>A list of names.</summary>
public sealed record NamesAnswer(EquatableList<string> Names) : Answer;

/// <summary>The state of an index.</summary>
/// <param name="Exists">Whether it is there.</param>
/// <param name="Valid">Whether queries can use it.</param>
/// <param name="Uses">How often queries used it since the statistics were reset; null when nothing is counted.</param>
public sealed record IndexAnswer(bool Exists, bool Valid, long? Uses) : Answer;

/// <summary>The state of a numbering; all null when the column has none.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Last">The number that was given last.</param>
/// <param name="Maximum">The last number there is.</param>
public sealed record NumberingAnswer(string? Sequence, long? Last, long? Maximum) : Answer;

/// <summary>A transaction of somebody else.</summary>
/// <param name="Who">Who it is, for people: process, application, user; or the name of a prepared transaction.</param>
/// <param name="Seconds">Seconds since it began.</param>
public sealed record OtherTransaction(string Who, double Seconds)
{
    /// <summary>What it does now: <c>active</c>, <c>idle in transaction</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The strongest lock that it holds on the table that was asked about, in the server's words; empty when none was asked about.</summary>
    public string Lock { get; init; } = "";

    /// <summary>Whether it is prepared: it holds its locks until somebody ends it by name, over a restart too.</summary>
    public bool IsPrepared { get; init; }
}

/// <summary>Transactions of others, oldest first.</summary>
public sealed record SessionsAnswer(EquatableList<OtherTransaction> All) : Answer;

/// <summary>A replica, archive or slot for which the server keeps its log.</summary>
/// <param name="Name">The name.</param>
/// <param name="Active">Whether somebody reads it.</param>
/// <param name="Bytes">Bytes of log that are kept; null when it is not known.</param>
public sealed record LogKeeper(string Name, bool Active, long? Bytes);

/// <summary>Who keeps the server from recycling its log.</summary>
public sealed record LogKeepersAnswer(EquatableList<LogKeeper> All) : Answer;

/// <summary>How rows of a table are replicated.</summary>
/// <param name="Publications">The publications that hold the table.</param>
/// <param name="Identity">Columns by which a replica finds a row to change; null when there are none.</param>
public sealed record ReplicationAnswer(EquatableList<string> Publications, string? Identity) : Answer
{
    /// <summary>Whether changes of rows are published.</summary>
    public bool Updates { get; init; }

    /// <summary>Whether removals of rows are published.</summary>
    public bool Deletes { get; init; }
}

/// <summary>The exact version of the server.</summary>
public sealed record VersionAnswer(int Major, int Minor) : Answer;
