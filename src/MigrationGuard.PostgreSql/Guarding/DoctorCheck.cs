namespace MigrationGuard.Postgres.Guarding;

/// <summary>A question to the catalogs: every row of the answer is a finding.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Sql">Returns the findings' sentences. <c>$1</c>: what was installed, <c>$2</c>: what is there now, both as JSON of <c>record.sql</c>.</param>
/// <param name="Advice">What to do.</param>
internal sealed record DoctorCheck(string Id, string Sql, string Advice);
