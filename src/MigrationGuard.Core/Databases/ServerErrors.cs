namespace MigrationGuard.Databases;

/// <summary>The codes under which a server refuses what an application sends, as its driver shows them.</summary>
/// <param name="Duplicate">A row collides with another one in a unique index.</param>
/// <param name="ForeignKey">A row is, or would be, referred to in vain.</param>
/// <param name="Ambiguous">A column name could mean columns of several tables.</param>
public sealed record ServerErrors(string Duplicate, string ForeignKey, string Ambiguous);
