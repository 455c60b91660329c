namespace MigrationGuard.Guarding;

/// <summary>Something that keeps the guard from doing its work, or that happened behind its back.</summary>
/// <param name="Id">The kind of finding; stable, lower case with dashes.</param>
/// <param name="What">What was found, with the names of the objects.</param>
/// <param name="Advice">What to do.</param>
public sealed record DoctorFinding(string Id, string What, string Advice);
