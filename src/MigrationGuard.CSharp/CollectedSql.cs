namespace MigrationGuard.CSharp;

/// <summary>The SQL of C# sources.</summary>
/// <param name="Statements">What was found, ordered by file and line.</param>
/// <param name="Uncollected">Where SQL is used but its text could not be told, ordered by file and line.</param>
public sealed record CollectedSql(IReadOnlyList<CollectedText> Statements, IReadOnlyList<UncollectedText> Uncollected);
