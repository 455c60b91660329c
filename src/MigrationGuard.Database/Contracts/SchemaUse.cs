namespace MigrationGuard.Contracts;

/// <summary>Something in the schema that uses what is to be removed.</summary>
/// <param name="Of">What it uses, e.g. <c>public.users.nickname</c>.</param>
/// <param name="By">What it is, e.g. <c>view public.active_users</c>.</param>
/// <param name="IsCertain">Whether the server knows it; a text that names it may mean something else.</param>
public sealed record SchemaUse(string Of, string By, bool IsCertain);
