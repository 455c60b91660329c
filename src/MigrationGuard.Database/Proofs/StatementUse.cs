namespace MigrationGuard.Proofs;

/// <summary>A statement that uses a table or column.</summary>
/// <param name="Version">The version that has it.</param>
/// <param name="Statement">The statement.</param>
/// <param name="How">How it uses it, e.g. <c>names the column</c> or <c>through view public.user_names</c>.</param>
public sealed record StatementUse(AppVersion Version, PublishedStatement Statement, string How);
