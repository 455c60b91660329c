namespace MigrationGuard.Operations;

/// <summary>SQL that was not understood. It flows through the same pipe as everything else and has a rule of its own: unknown is never a pass.</summary>
/// <param name="Text">The statement, cut after 200 characters.</param>
/// <param name="Reason">Why, in one sentence without a full stop, e.g. <c>the SQL is built at run time</c>.</param>
public sealed record UnreadSql(string Text, string Reason) : Operation;
