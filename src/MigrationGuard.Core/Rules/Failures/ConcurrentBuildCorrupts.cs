using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class ConcurrentBuildCorrupts() : LiveRule<Operation, VersionAnswer>(new RuleInfo("MG0659", nameof(ConcurrentBuildCorrupts))
{
    Title = "This release builds corrupt indexes",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    Confidence = Confidence.Documented,
    Catalogue = ["index-corruption-14-0-14-3"],
    When = "An index is built online on a live server of a release whose online builds may miss rows: PostgreSQL 14.0 to 14.3",
    Effect = "The server is {version}, whose online index builds may miss rows that are changed meanwhile: queries through the index do not find them",
    Instead = "Update the server to the newest minor release first, then check indexes that were built online before with amcheck",
    Sources = ["https://www.postgresql.org/docs/release/14.4/"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => operation is CreateIndex { Concurrently: true } or Reindex { Concurrently: true } && step.Database.CorruptsOnlineBuilds(step.Database.Version, 0) ? [new ExactVersion()] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, VersionAnswer answer)
        => step.Database.CorruptsOnlineBuilds(answer.Major, answer.Minor) ? Report(step, ("version", FormattableString.Invariant($"{answer.Major}.{answer.Minor}"))) : null;
}
