namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>A statement as it is given to the server.</summary>
/// <param name="Sql">The text; of COPY and TRUNCATE the query that reads or writes the same.</param>
/// <param name="Types">The types of its parameters as the server inferred them.</param>
/// <param name="SearchPath">The search path, as SET takes it.</param>
internal sealed record ProbedStatement(string Sql, IReadOnlyList<string> Types, string SearchPath);
