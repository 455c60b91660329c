namespace MigrationGuard.Proofs;

/// <summary>An object that a statement's behaviour depends on.</summary>
/// <param name="Kind">relation, routine, type, schema, role, operator, cast, collation or other.</param>
/// <param name="Identity">The qualified name, e.g. <c>public.users</c>.</param>
/// <param name="Columns">The columns that the statement names itself, <c>*</c> for the whole row; empty when it is reached through another object.</param>
public sealed record UsedObject(string Kind, string Identity, IReadOnlyList<string> Columns);
