namespace MigrationGuard.Proofs;

/// <summary>Something that is not as it was when the version was published.</summary>
/// <param name="Id">The id by which it can be accepted; the same difference has it again.</param>
/// <param name="Object">The object, e.g. <c>public.users</c>.</param>
/// <param name="Path">The fact of it, e.g. <c>columns.username.type</c>.</param>
/// <param name="Old">The value that was recorded, as JSON or text; null where there was none.</param>
/// <param name="New">The value now; null where there is none.</param>
/// <param name="Verdict">What it means for the statement.</param>
/// <param name="Reason">Why, in our words.</param>
public sealed record ProofDifference(string Id, string Object, string Path, string? Old, string? New, ProofVerdict Verdict, string Reason);
