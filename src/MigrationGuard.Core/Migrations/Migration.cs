using MigrationGuard.Classifying;
using MigrationGuard.Collections;

namespace MigrationGuard.Migrations;

/// <summary>An ordered list of steps with an id and a transaction mode.</summary>
public sealed record Migration
{
    /// <summary>Identity and place in the history.</summary>
    public required MigrationId Id { get; init; }

    /// <summary>The file, as the user named it, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The steps in the order in which they run.</summary>
    public required EquatableList<Step> Steps { get; init; }

    /// <summary>How the runner wraps the migration.</summary>
    public TransactionMode Transaction { get; init; }

    /// <summary>Up, or the script that undoes it.</summary>
    public Direction Direction { get; init; }

    /// <summary>The phase that the author declared, if any.</summary>
    public Phase? DeclaredPhase { get; init; }

    /// <summary>The instructions found in comments.</summary>
    public EquatableList<Directive> Directives { get; init; }

    /// <summary>What the source says of the schema in front of the migration; null when it says nothing.</summary>
    public ISchemaKnowledge? Known { get; init; }

    /// <summary>Whether the runner sends the batches one by one and gives up, its transaction undone, at the first that fails: clients of ADO.NET do, a script in sqlcmd does not.</summary>
    public bool StopsAtErrors { get; init; }

    /// <summary>What it is written in.</summary>
    public SourceKind Source { get; init; }

    /// <summary>The tags by which a runner chooses; without any it always runs.</summary>
    public EquatableList<string> Tags { get; init; }

    /// <summary>Number of statements in the source, understood or not.</summary>
    public int StatementCount { get; init; }
}
