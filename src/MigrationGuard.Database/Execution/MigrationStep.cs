using MigrationGuard.Backfills;

namespace MigrationGuard.Execution;

/// <summary>What happens together or not at all: a statement, or the statements that a file has between BEGIN and COMMIT.</summary>
public sealed record MigrationStep
{
    /// <summary>Its number in the plan, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The file.</summary>
    public required MigrationFile File { get; init; }

    /// <summary>The statements in their order, at least one.</summary>
    public required IReadOnlyList<MigrationStatement> Statements { get; init; }

    /// <summary>The settings that the file makes before it; they are made again in every session.</summary>
    public required IReadOnlyList<MigrationStatement> Settings { get; init; }

    /// <summary>Whether it runs in a transaction; the server refuses that for CREATE INDEX CONCURRENTLY and the like.</summary>
    public required bool IsTransactional { get; init; }

    /// <summary>A query that must answer with nothing or with 0 before it runs; null when there is none.</summary>
    public string? Question { get; init; }

    /// <summary>The rows that it fills: a backfill does that instead of its statements; null when it fills none.</summary>
    public BackfillDefinition? Rows { get; init; }

    /// <summary>Whether it does no harm to run it again when nobody saw its end.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>SHA-256 of its statements, as <c>sha256:…</c>.</summary>
    public string Digest => MigrationFile.DigestOf(string.Join(";\n", Statements.Select(statement => statement.Text)));

    /// <summary>Such as <c>expand/01_handle.sql:4</c>.</summary>
    public string Place => FormattableString.Invariant($"{File.Path}:{Statements[0].Line}");
}
